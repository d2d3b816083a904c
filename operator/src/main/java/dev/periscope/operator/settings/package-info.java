/** What an installation sets, checked once at start. */
@NullMarked
package dev.periscope.operator.settings;

import org.jspecify.annotations.NullMarked;
