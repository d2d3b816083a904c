@NullMarked
package dev.periscope.crds;

import org.jspecify.annotations.NullMarked;
