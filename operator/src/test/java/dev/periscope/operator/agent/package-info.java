@NullMarked
package dev.periscope.operator.agent;

import org.jspecify.annotations.NullMarked;
