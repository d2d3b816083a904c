package dev.periscope.client.link;

/** A way to a gateway. */
public sealed interface Endpoint {

    /** The endpoint in words, for messages. */
    String describe();

    /** A gateway's own address. */
    record Gateway(String host, int port) implements Endpoint {
        @Override
        public String describe() {
            return "gateway " + host + ":" + port;
        }
    }

    /** A gateway's Service, which only answers inside the cluster. */
    record InCluster(String host, int port) implements Endpoint {
        @Override
        public String describe() {
            return "service " + host + ":" + port;
        }
    }

    /** A gateway's pod, reached through the API server. */
    record PortForward(String namespace, String pod, int port) implements Endpoint {
        @Override
        public String describe() {
            return "port-forward to " + namespace + "/" + pod + ":" + port;
        }
    }
}
