@NullMarked
package dev.periscope.testkit;

import org.jspecify.annotations.NullMarked;
