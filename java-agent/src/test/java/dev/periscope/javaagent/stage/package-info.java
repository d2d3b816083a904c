/** The rest of the world, on loopback: a client that speaks the local protocol, and servers that stand for remote ones. */
@NullMarked
package dev.periscope.javaagent.stage;

import org.jspecify.annotations.NullMarked;
