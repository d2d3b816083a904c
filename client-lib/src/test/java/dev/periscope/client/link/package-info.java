@NullMarked
package dev.periscope.client.link;

import org.jspecify.annotations.NullMarked;
