/**
 * Port-forward through the API server, spoken over WebSocket ({@code v4.channel.k8s.io}) by this client itself, because
 * library implementations lose data or buffer without bound under back-pressure.
 */
@NullMarked
package dev.periscope.client.portforward;

import org.jspecify.annotations.NullMarked;
