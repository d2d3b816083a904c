package dev.periscope.client.session;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What of the workload's environment a program on this machine is better off without: names that say where things are
 * on a machine, how its run times start, and what belongs to a login.
 */
public final class WorkloadEnvironment {
    private static final Set<String> OWN = Set.of(
            "PATH",
            "HOME",
            "PWD",
            "OLDPWD",
            "SHLVL",
            "_",
            "USER",
            "LOGNAME",
            "SHELL",
            "TERM",
            "MAIL",
            "TZ",
            "TMPDIR",
            "TMP",
            "TEMP",
            "DISPLAY",
            "WAYLAND_DISPLAY",
            "KUBECONFIG",
            "HOMEPATH",
            "JAVA_HOME",
            "JRE_HOME",
            "JDK_HOME",
            "JAVA_EXE",
            "JAVA_VERSION",
            "JAVA_TOOL_OPTIONS",
            "JDK_JAVA_OPTIONS",
            "_JAVA_OPTIONS",
            "CLASSPATH",
            "CATALINA_HOME",
            "CATALINA_BASE",
            "MAVEN_HOME",
            "GRADLE_HOME",
            "GRADLE_USER_HOME",
            "GOPATH",
            "GOROOT",
            "GOMODCACHE",
            "GOFLAGS",
            "GODEBUG",
            "PYTHONPATH",
            "PYTHONHOME",
            "VIRTUAL_ENV",
            "NODE_PATH",
            "NODE_OPTIONS",
            "NODE_EXTRA_CA_CERTS",
            "GEM_HOME",
            "GEM_PATH",
            "RUBYLIB",
            "RUBYOPT",
            "PERL5LIB",
            "DOTNET_EnableDiagnostics",
            "DOTNET_STARTUP_HOOKS",
            "DOTNET_ROOT",
            "SSL_CERT_FILE",
            "SSL_CERT_DIR",
            "RUST_LOG");
    private static final List<String> OWN_PREFIXES =
            List.of("LD_", "DYLD_", "LC_", "LANG", "XDG_", "SSH_", "BUNDLE", "PERISCOPE_", "MIRRORD_");

    private WorkloadEnvironment() {}

    /** The workload's variables without those that must stay the machine's own, sorted by name. */
    public static Map<String, String> select(Map<String, String> ofWorkload) {
        Map<String, String> selected = new TreeMap<>();
        ofWorkload.forEach((name, value) -> {
            if (!staysOwn(name)) {
                selected.put(name, value);
            }
        });
        return selected;
    }

    static boolean staysOwn(String name) {
        return OWN.contains(name) || OWN_PREFIXES.stream().anyMatch(name::startsWith);
    }

    /** The environment of a program: the user's own, overlaid with what was {@link #select selected} of the workload's. */
    public static Map<String, String> overlay(Map<String, String> own, Map<String, String> selected) {
        Map<String, String> all = new LinkedHashMap<>(own);
        all.putAll(selected);
        return all;
    }
}
