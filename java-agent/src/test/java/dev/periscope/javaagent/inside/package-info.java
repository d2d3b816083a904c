/** Tests of the router in its own package, before it is packed into java.net. */
@NullMarked
package dev.periscope.javaagent.inside;

import org.jspecify.annotations.NullMarked;
