@NullMarked
package dev.periscope.filter.model;

import org.jspecify.annotations.NullMarked;
