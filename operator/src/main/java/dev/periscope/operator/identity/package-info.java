/** The keys the operator holds: its own, the gateway's, and the one its tokens are made with. */
@NullMarked
package dev.periscope.operator.identity;

import org.jspecify.annotations.NullMarked;
