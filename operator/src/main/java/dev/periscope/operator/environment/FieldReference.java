package dev.periscope.operator.environment;

import io.fabric8.kubernetes.api.model.HostIP;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodIP;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** {@code valueFrom.fieldRef} of an environment variable. */
final class FieldReference {

    private static final Pattern SUBSCRIPT = Pattern.compile("metadata\\.(labels|annotations)\\['([^']+)'\\]");

    private FieldReference() {}

    static Optional<String> value(Pod pod, String path) {
        Matcher subscript = SUBSCRIPT.matcher(path);
        if (subscript.matches()) {
            Map<String, String> map = subscript.group(1).equals("labels")
                    ? pod.getMetadata().getLabels()
                    : pod.getMetadata().getAnnotations();
            return Optional.ofNullable(map).map(m -> m.get(subscript.group(2)));
        }
        return switch (path) {
            case "metadata.name" -> Optional.ofNullable(pod.getMetadata().getName());
            case "metadata.namespace" -> Optional.ofNullable(pod.getMetadata().getNamespace());
            case "metadata.uid" -> Optional.ofNullable(pod.getMetadata().getUid());
            case "spec.nodeName" -> Optional.ofNullable(pod.getSpec().getNodeName());
            case "spec.serviceAccountName" -> Optional.ofNullable(pod.getSpec().getServiceAccountName());
            case "status.podIP" -> Optional.ofNullable(pod.getStatus().getPodIP());
            case "status.hostIP" -> Optional.ofNullable(pod.getStatus().getHostIP());
            case "status.podIPs" ->
                Optional.of(
                        pod.getStatus().getPodIPs().stream().map(PodIP::getIp).collect(Collectors.joining(",")));
            case "status.hostIPs" ->
                Optional.of(
                        pod.getStatus().getHostIPs().stream().map(HostIP::getIp).collect(Collectors.joining(",")));
            default -> Optional.empty();
        };
    }
}
