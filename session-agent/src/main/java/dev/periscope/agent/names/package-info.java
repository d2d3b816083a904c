/** What this session resolved: the agent's own memory of which name an address stands for. */
@NullMarked
package dev.periscope.agent.names;

import org.jspecify.annotations.NullMarked;
