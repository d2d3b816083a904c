package dev.periscope.filter.older;

/**
 * A key of the older form that has no meaning for the filter.
 *
 * @param path its dotted path, {@code feature.env}
 * @param reason why, and what takes its place
 */
public record IgnoredKey(String path, String reason) {
    static IgnoredKey of(String path) {
        return new IgnoredKey(path, reason(path));
    }

    private static String reason(String path) {
        return switch (path) {
            case "target" -> "a session names its target in spec.target";
            case "agent" -> "the operator starts the agent; a session chooses its mode in spec.agent.mode";
            case "operator" -> "there is always an operator";
            case "kubeconfig", "kube_context", "accept_invalid_certificates" ->
                "the command takes the cluster from the kubeconfig and its own options";
            case "feature.env" -> "a session chooses variables in spec.env";
            case "feature.fs" -> "files are always the machine's own";
            case "feature.network.dns" -> "names follow the outgoing filter: who decides about a name resolves it";
            case "feature.network.incoming" -> "a session has no incoming traffic";
            case "feature.network.outgoing.ignore_localhost" -> "loopback is local, unless an entry says otherwise";
            case "feature.network.outgoing.unix_streams" -> "Unix sockets are always the machine's own";
            default -> "it has no counterpart in a session";
        };
    }

    /** Returns {@code PATH: REASON}. */
    @Override
    public String toString() {
        return path + ": " + reason;
    }
}
