@NullMarked
package dev.periscope.client.dns;

import org.jspecify.annotations.NullMarked;
