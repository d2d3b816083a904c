package dev.periscope.javaagent;

import java.util.Set;

/**
 * Programs that build programs. {@code JAVA_TOOL_OPTIONS} reaches every JVM, but a build's downloads belong to the machine, and a build
 * daemon outlives the session. What they start for the user (tests, forked applications) is intercepted.
 */
final class Tool {
    private static final Set<String> CLASSES = Set.of(
            "org.codehaus.plexus.classworlds.launcher.Launcher", // Maven
            "org.codehaus.classworlds.Launcher",
            "org.apache.maven.wrapper.MavenWrapperMain",
            "org.mvndaemon.mvnd.client.DefaultClient",
            "org.mvndaemon.mvnd.common.MavenDaemon",
            "org.gradle.wrapper.GradleWrapperMain",
            "org.gradle.launcher.GradleMain",
            "org.gradle.launcher.Main",
            "org.gradle.launcher.daemon.bootstrap.GradleDaemon",
            "org.apache.tools.ant.launch.Launcher",
            "org.apache.tools.ant.Main",
            "xsbt.boot.Boot", // sbt
            "org.jetbrains.jps.cmdline.Launcher", // IntelliJ's compiler
            "org.jetbrains.jps.cmdline.BuildMain",
            "org.jetbrains.kotlin.daemon.KotlinCompileDaemon",
            "org.jetbrains.kotlin.cli.jvm.K2JVMCompiler");

    private static final Set<String> JARS = Set.of("gradle-wrapper.jar", "maven-wrapper.jar", "sbt-launch.jar");

    /** Runs a program out of a source file: that is the user's, not the compiler's. */
    private static final String SOURCE_LAUNCHER = "jdk.compiler/com.sun.tools.javac.launcher.";

    private Tool() {}

    /**
     * Whether a JVM runs one.
     *
     * @param command the property {@code sun.java.command}: a main class, {@code module/class} or a jar's path, then its arguments
     */
    static boolean isTool(String command) {
        int space = command.indexOf(' ');
        String main = space < 0 ? command : command.substring(0, space);
        if (CLASSES.contains(main)) {
            return true;
        }
        if (main.endsWith(".jar")) {
            int slash = Math.max(main.lastIndexOf('/'), main.lastIndexOf('\\'));
            return JARS.contains(main.substring(slash + 1));
        }
        boolean ofJdk = (main.startsWith("jdk.") || main.startsWith("java.")) && main.indexOf('/') > 0;
        return ofJdk && !main.startsWith(SOURCE_LAUNCHER);
    }
}
