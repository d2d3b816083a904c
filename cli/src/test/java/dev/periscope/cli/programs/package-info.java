/** Programs that tests run under the command. */
@NullMarked
package dev.periscope.cli.programs;

import org.jspecify.annotations.NullMarked;
