package dev.periscope.operator.environment;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The variables that the kubelet makes of a Service, the older link form included. */
final class ServiceVariables {

    private ServiceVariables() {}

    static Map<String, String> of(Service service) {
        String address = service.getSpec().getClusterIP();
        List<ServicePort> ports = service.getSpec().getPorts();
        if (address == null || address.isEmpty() || address.equals("None") || ports.isEmpty()) {
            return Map.of();
        }
        Map<String, String> variables = new LinkedHashMap<>();
        String name = variable(service.getMetadata().getName());
        variables.put(name + "_SERVICE_HOST", address);
        variables.put(name + "_SERVICE_PORT", Integer.toString(ports.getFirst().getPort()));
        for (ServicePort port : ports) {
            if (port.getName() != null && !port.getName().isEmpty()) {
                variables.put(name + "_SERVICE_PORT_" + variable(port.getName()), Integer.toString(port.getPort()));
            }
        }
        variables.put(name + "_PORT", url(address, ports.getFirst()));
        for (ServicePort port : ports) {
            String prefix =
                    name + "_PORT_" + port.getPort() + "_" + protocol(port).toUpperCase(Locale.ROOT);
            variables.put(prefix, url(address, port));
            variables.put(prefix + "_PROTO", protocol(port));
            variables.put(prefix + "_PORT", Integer.toString(port.getPort()));
            variables.put(prefix + "_ADDR", address);
        }
        return variables;
    }

    private static String url(String address, ServicePort port) {
        String host = address.indexOf(':') >= 0 ? "[" + address + "]" : address;
        return protocol(port) + "://" + host + ":" + port.getPort();
    }

    private static String protocol(ServicePort port) {
        return port.getProtocol() == null ? "tcp" : port.getProtocol().toLowerCase(Locale.ROOT);
    }

    private static String variable(String name) {
        return name.toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
