@NullMarked
package dev.periscope.operator.settings;

import org.jspecify.annotations.NullMarked;
