/**
 * A real Kubernetes API server for tests: etcd and kube-apiserver as processes of this machine, no nodes and no
 * controllers.
 */
@NullMarked
package dev.periscope.testkit;

import org.jspecify.annotations.NullMarked;
