/** Clients' links: who may attach, what their streams ask for, and what is counted. */
@NullMarked
package dev.periscope.agent.link;

import org.jspecify.annotations.NullMarked;
