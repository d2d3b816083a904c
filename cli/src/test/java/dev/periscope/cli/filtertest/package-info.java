@NullMarked
package dev.periscope.cli.filtertest;

import org.jspecify.annotations.NullMarked;
