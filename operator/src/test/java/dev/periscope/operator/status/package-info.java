@NullMarked
package dev.periscope.operator.status;

import org.jspecify.annotations.NullMarked;
