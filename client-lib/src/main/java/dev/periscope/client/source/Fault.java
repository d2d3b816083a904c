package dev.periscope.client.source;

/**
 * Something wrong with a session file.
 *
 * @param path the field: {@code spec.outgoing.filter.local[0]}
 * @param offset where in the field's text, from 0
 * @param message what is wrong and what was expected
 */
record Fault(String path, int offset, String message) {}
