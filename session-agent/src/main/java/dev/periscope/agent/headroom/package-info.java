/** How much memory the target's cgroup has left, and leaving before it matters. */
@NullMarked
package dev.periscope.agent.headroom;

import org.jspecify.annotations.NullMarked;
