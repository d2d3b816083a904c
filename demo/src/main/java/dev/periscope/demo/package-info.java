/** The programs of the demo: what runs in its cluster, and what a developer runs on the machine. Plain Java; they know nothing of Periscope. */
@NullMarked
package dev.periscope.demo;

import org.jspecify.annotations.NullMarked;
