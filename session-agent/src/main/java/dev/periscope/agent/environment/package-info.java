/** The workload's environment: read from the target process or taken from the configuration, then narrowed by rules. */
@NullMarked
package dev.periscope.agent.environment;

import org.jspecify.annotations.NullMarked;
