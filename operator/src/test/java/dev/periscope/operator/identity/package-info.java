@NullMarked
package dev.periscope.operator.identity;

import org.jspecify.annotations.NullMarked;
