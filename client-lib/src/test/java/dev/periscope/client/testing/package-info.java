/** An agent inside the test's JVM, spoken to over a real link on loopback, and servers for it to reach. */
@NullMarked
package dev.periscope.client.testing;

import org.jspecify.annotations.NullMarked;
