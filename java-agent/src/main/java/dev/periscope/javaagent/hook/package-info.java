/** Where the bytecode of the JDK and of Netty is changed, and how. */
@NullMarked
package dev.periscope.javaagent.hook;

import org.jspecify.annotations.NullMarked;
