@NullMarked
package dev.periscope.operator.environment;

import org.jspecify.annotations.NullMarked;
