@NullMarked
package dev.periscope.client.source;

import org.jspecify.annotations.NullMarked;
