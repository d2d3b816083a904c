/** Tests of the hooks. */
@NullMarked
package dev.periscope.javaagent.hook;

import org.jspecify.annotations.NullMarked;
