/** The way to the agent: found by racing the session's endpoints, kept up while the session lives. */
@NullMarked
package dev.periscope.client.link;

import org.jspecify.annotations.NullMarked;
