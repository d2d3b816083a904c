@NullMarked
package dev.periscope.client.cluster;

import org.jspecify.annotations.NullMarked;
