package dev.periscope.tunnel.link;

/**
 * What one end of a link has counted since its start.
 *
 * @param streams streams open now
 * @param totalStreams streams opened
 * @param bytesReceived payload bytes received on streams
 * @param bytesSent payload bytes sent on streams
 * @param bufferedBytes payload bytes received and not yet consumed
 */
public record LinkCounters(int streams, long totalStreams, long bytesReceived, long bytesSent, long bufferedBytes) {}
