/**
 * The Periscope client as a library: create or attach to a session, and let a process live in it. Begin with
 * {@link dev.periscope.client.MirrorSessions}.
 */
@NullMarked
package dev.periscope.client;

import org.jspecify.annotations.NullMarked;
