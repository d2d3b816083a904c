@NullMarked
package dev.periscope.client.local;

import org.jspecify.annotations.NullMarked;
