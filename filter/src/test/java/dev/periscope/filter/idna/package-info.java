@NullMarked
package dev.periscope.filter.idna;

import org.jspecify.annotations.NullMarked;
