/** Names as the target pod resolves them: its name servers, search list and hosts file. */
@NullMarked
package dev.periscope.agent.resolve;

import org.jspecify.annotations.NullMarked;
