@NullMarked
package dev.periscope.operator;

import org.jspecify.annotations.NullMarked;
