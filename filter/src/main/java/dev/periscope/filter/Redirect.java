package dev.periscope.filter;

import dev.periscope.filter.entry.FilterEntry;
import java.util.OptionalInt;

/**
 * Where a local destination really lives.
 *
 * @param key an exact name or single address, with protocol and ports where written
 * @param host a name, or an address without brackets
 * @param port the port; empty to keep the one asked for
 * @param value host and port in canonical text
 */
public record Redirect(FilterEntry key, String host, OptionalInt port, String value) {}
