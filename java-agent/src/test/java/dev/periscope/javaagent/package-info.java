/** Tests of the agent: packed and under real programs ({@code *IT}), and of its decisions. */
@NullMarked
package dev.periscope.javaagent;

import org.jspecify.annotations.NullMarked;
