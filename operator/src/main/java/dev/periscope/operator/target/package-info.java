/** From what a session names to a ready pod and a container in it. Knows the API's objects, but no client except in its reader. */
@NullMarked
package dev.periscope.operator.target;

import org.jspecify.annotations.NullMarked;
