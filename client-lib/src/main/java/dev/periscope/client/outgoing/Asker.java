package dev.periscope.client.outgoing;

/**
 * The process that asks.
 *
 * @param pid its process id, 0 when unknown
 * @param mechanism how it was intercepted, such as {@code java}
 */
public record Asker(long pid, String mechanism) {}
