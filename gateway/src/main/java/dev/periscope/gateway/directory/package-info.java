/** Which key may register for which session, as the Kubernetes API says. */
@NullMarked
package dev.periscope.gateway.directory;

import org.jspecify.annotations.NullMarked;
