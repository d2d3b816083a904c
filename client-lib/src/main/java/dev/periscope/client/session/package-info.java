/** A session as a client sees it: whether it can be attached to, what it decides, how it ends. */
@NullMarked
package dev.periscope.client.session;

import org.jspecify.annotations.NullMarked;
