@NullMarked
package dev.periscope.cli;

import org.jspecify.annotations.NullMarked;
