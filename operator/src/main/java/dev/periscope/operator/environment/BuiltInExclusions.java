package dev.periscope.operator.environment;

import java.util.List;

/** Names that belong to the workload's image and machine, not to its configuration: never given to a client. */
public final class BuiltInExclusions {

    /** Globs; they win over whatever a session includes. */
    public static final List<String> GLOBS = List.of(
            "PATH",
            "HOME",
            "HOMEPATH",
            "PWD",
            "OLDPWD",
            "SHLVL",
            "SHELL",
            "TERM",
            "USER",
            "LOGNAME",
            "HOSTNAME",
            "TMPDIR",
            "_",
            "LANG",
            "LC_*",
            "LD_*",
            "SSH_*",
            "XDG_*",
            "JAVA_HOME",
            "JAVA_EXE",
            "JAVA_VERSION",
            "JAVA_TOOL_OPTIONS",
            "_JAVA_OPTIONS",
            "JDK_JAVA_OPTIONS",
            "CLASSPATH",
            "CATALINA_HOME",
            "CATALINA_BASE",
            "BUNDLE*",
            "GEM_HOME",
            "GEM_PATH",
            "RUBYLIB",
            "RUBYOPT",
            "GOPATH",
            "GOMODCACHE",
            "GOROOT",
            "PYTHONPATH",
            "PYTHONHOME",
            "VIRTUAL_ENV",
            "NODE_PATH",
            "NODE_OPTIONS",
            "PERL5LIB",
            "DOTNET_EnableDiagnostics",
            "DOTNET_STARTUP_HOOKS",
            "PERISCOPE_*");

    private BuiltInExclusions() {}

    /** @return whether that name is never given */
    public static boolean covers(String name) {
        return GLOBS.stream()
                .anyMatch(glob ->
                        glob.endsWith("*") ? name.startsWith(glob.substring(0, glob.length() - 1)) : name.equals(glob));
    }
}
