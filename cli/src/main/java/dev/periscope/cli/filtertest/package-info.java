/** Unit tests for filters: expectations in the form of the specification's test vectors, run against filters. */
@NullMarked
package dev.periscope.cli.filtertest;

import org.jspecify.annotations.NullMarked;
