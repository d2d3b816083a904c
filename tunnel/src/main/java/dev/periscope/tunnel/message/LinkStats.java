package dev.periscope.tunnel.message;

/**
 * Counters of one link as its agent sees it, since the link's start.
 *
 * @param flows streams open now
 * @param totalFlows streams opened
 * @param bytesIn bytes from the client
 * @param bytesOut bytes to the client
 * @param denied streams and names denied by the filter or a policy
 * @param bufferedBytes bytes the agent holds for this link now
 */
public record LinkStats(int flows, long totalFlows, long bytesIn, long bytesOut, long denied, long bufferedBytes) {}
