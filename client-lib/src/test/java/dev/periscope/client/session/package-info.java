@NullMarked
package dev.periscope.client.session;

import org.jspecify.annotations.NullMarked;
