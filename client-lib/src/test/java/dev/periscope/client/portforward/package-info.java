@NullMarked
package dev.periscope.client.portforward;

import org.jspecify.annotations.NullMarked;
