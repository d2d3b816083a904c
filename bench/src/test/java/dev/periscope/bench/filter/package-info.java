@NullMarked
package dev.periscope.bench.filter;

import org.jspecify.annotations.NullMarked;
