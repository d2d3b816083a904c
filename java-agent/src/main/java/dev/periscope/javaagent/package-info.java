/** The agent's entry: whether a JVM is to be intercepted, and how the hooks get into it. */
@NullMarked
package dev.periscope.javaagent;

import org.jspecify.annotations.NullMarked;
