/** The arrows of docs/architecture.md, held here because this module has all others but the operator on its class path. */
@NullMarked
package dev.periscope.architecture;

import org.jspecify.annotations.NullMarked;
