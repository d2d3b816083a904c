/** Kubernetes at the rim: the kubeconfig, requests about sessions, and their failures in words a user can act on. */
@NullMarked
package dev.periscope.client.cluster;

import org.jspecify.annotations.NullMarked;
