package dev.periscope.javaagent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ToolTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.codehaus.plexus.classworlds.launcher.Launcher package",
                "org.gradle.launcher.daemon.bootstrap.GradleDaemon 8.10",
                "/home/dev/app/gradle/wrapper/gradle-wrapper.jar build",
                "C:\\app\\.mvn\\wrapper\\maven-wrapper.jar package",
                "jdk.compiler/com.sun.tools.javac.Main -d out A.java",
                "jdk.jcmd/sun.tools.jps.Jps",
            })
    void aToolIsLeftAlone(String command) {
        assertThat(Tool.isTool(command)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "com.example.Main",
                "shop/com.example.Main",
                "/home/dev/app/target/app.jar --port 8080",
                "jdk.compiler/com.sun.tools.javac.launcher.Main Hello.java",
                "jdk.compiler/com.sun.tools.javac.launcher.SourceLauncher Hello.java",
                "worker.org.gradle.process.internal.worker.GradleWorkerMain 'Gradle Test Executor 1'",
                "/home/dev/app/target/surefire/surefirebooter.jar /tmp/x",
                "jdk.jshell.execution.RemoteExecutionControl 40000",
            })
    void aProgramOfTheUsersIsNot(String command) {
        assertThat(Tool.isTool(command)).isFalse();
    }
}
