/** The record of what became of each flow, kept in bounded memory. */
@NullMarked
package dev.periscope.client.flow;

import org.jspecify.annotations.NullMarked;
