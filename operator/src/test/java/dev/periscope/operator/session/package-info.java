@NullMarked
package dev.periscope.operator.session;

import org.jspecify.annotations.NullMarked;
