package dev.periscope.agent.environment;

import dev.periscope.control.OperatorMessage;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which of the workload's variables clients may have. In order of strength: built-in exclusions, withheld names,
 * {@code exclude}, then {@code include} (none means all). Pure.
 */
public record EnvironmentRules(List<String> include, List<String> exclude, Set<String> withheld) {

    /** Describe the container's file system, shell, tools or loader; on another machine they only do harm. */
    static final List<String> BUILT_IN = List.of(
            "PATH",
            "HOME",
            "HOSTNAME",
            "PWD",
            "OLDPWD",
            "SHLVL",
            "_",
            "USER",
            "LOGNAME",
            "SHELL",
            "TERM",
            "MAIL",
            "TMPDIR",
            "TMP",
            "TEMP",
            "DISPLAY",
            "EDITOR",
            "XDG_*",
            "SSH_*",
            "LD_*",
            "DYLD_*",
            "GLIBC_TUNABLES",
            "MALLOC_ARENA_MAX",
            "JAVA_HOME",
            "JAVA_VERSION",
            "JRE_HOME",
            "JDK_HOME",
            "CLASSPATH",
            "JAVA_TOOL_OPTIONS",
            "JDK_JAVA_OPTIONS",
            "_JAVA_OPTIONS",
            "JAVA_OPTIONS",
            "JAVA_OPTS",
            "MAVEN_HOME",
            "MAVEN_CONFIG",
            "MAVEN_OPTS",
            "GRADLE_HOME",
            "GRADLE_USER_HOME",
            "CATALINA_HOME",
            "CATALINA_BASE",
            "NODE_OPTIONS",
            "NODE_PATH",
            "NODE_VERSION",
            "NVM_DIR",
            "YARN_VERSION",
            "NPM_CONFIG_*",
            "PYTHONPATH",
            "PYTHONHOME",
            "PYTHON_VERSION",
            "PYTHON_SHA256",
            "PYTHON_PIP_VERSION",
            "VIRTUAL_ENV",
            "PERL5LIB",
            "PERL5OPT",
            "RUBYLIB",
            "RUBYOPT",
            "RUBY_VERSION",
            "GEM_HOME",
            "GEM_PATH",
            "BUNDLE_*",
            "GOPATH",
            "GOROOT",
            "GOLANG_VERSION",
            "CARGO_HOME",
            "RUSTUP_HOME",
            "DOTNET_ROOT",
            "DOTNET_STARTUP_HOOKS",
            "BASH_ENV",
            "BASH_FUNC_*",
            "ENV",
            "PERISCOPE_*");

    private static final List<Glob> BUILT_IN_GLOBS =
            BUILT_IN.stream().map(Glob::new).toList();

    public EnvironmentRules {
        include = List.copyOf(include);
        exclude = List.copyOf(exclude);
        withheld = Set.copyOf(withheld);
    }

    public static EnvironmentRules of(OperatorMessage.Environment environment) {
        return new EnvironmentRules(environment.include(), environment.exclude(), Set.copyOf(environment.withheld()));
    }

    /** @return what of {@code variables} clients may have, sorted by name */
    public SortedMap<String, String> select(Map<String, String> variables) {
        List<Glob> including = include.stream().map(Glob::new).toList();
        List<Glob> excluding = exclude.stream().map(Glob::new).toList();
        SortedMap<String, String> selected = new TreeMap<>();
        variables.forEach((name, value) -> {
            boolean wanted = including.isEmpty() || any(including, name);
            if (wanted && !any(excluding, name) && !withheld.contains(name) && !any(BUILT_IN_GLOBS, name)) {
                selected.put(name, value);
            }
        });
        return selected;
    }

    private static boolean any(List<Glob> globs, String name) {
        return globs.stream().anyMatch(glob -> glob.matches(name));
    }
}
