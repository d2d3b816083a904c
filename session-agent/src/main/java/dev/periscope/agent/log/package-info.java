/** What the agent says on standard output: one JSON object a line, with declared keys only. */
@NullMarked
package dev.periscope.agent.log;

import org.jspecify.annotations.NullMarked;
