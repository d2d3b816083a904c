@NullMarked
package dev.periscope.operator.target;

import org.jspecify.annotations.NullMarked;
