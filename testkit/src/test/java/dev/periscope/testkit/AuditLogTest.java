package dev.periscope.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditLogTest {
    @TempDir
    Path folder;

    Path file;

    @BeforeEach
    void file() {
        file = folder.resolve("audit.log");
    }

    @Test
    void countsAWatchWhenItOpensAndNotAgainWhenItEnds() throws IOException {
        AuditLog log = written(line("watch", "ResponseStarted", 200), line("watch", "ResponseComplete", 200));

        assertThat(log.since(new AuditLog.Mark(0))).extracting(AuditEvent::what).containsExactly("watch pods");
    }

    @Test
    void countsAWatchThatIsRefused() throws IOException {
        AuditLog log = written(line("watch", "ResponseComplete", 403));

        assertThat(log.since(new AuditLog.Mark(0))).extracting(AuditEvent::code).containsExactly(403);
    }

    @Test
    void takesTheImpersonatedUserForTheCaller() throws IOException {
        AuditLog log = written("""
                {"stage":"ResponseComplete","verb":"get","user":{"username":"admin"},"impersonatedUser":{"username":"alice"}}""");

        assertThat(log.since(new AuditLog.Mark(0))).extracting(AuditEvent::user).containsExactly("alice");
    }

    @Test
    void showsOnlyWhatCameAfterTheMark() throws IOException {
        AuditLog log = written(line("get", "ResponseComplete", 200));
        AuditLog.Mark mark = log.mark();

        written(line("patch", "ResponseComplete", 200));

        assertThat(log.since(mark)).extracting(AuditEvent::verb).containsExactly("patch");
    }

    @Test
    void leavesALineThatIsNotCompleteForLater() throws IOException {
        AuditLog log = written(line("get", "ResponseComplete", 200));

        Files.writeString(file, "{\"stage\":\"Resp", StandardOpenOption.APPEND);

        assertThat(log.since(new AuditLog.Mark(0))).hasSize(1);
    }

    private AuditLog written(String... lines) throws IOException {
        for (String line : lines) {
            Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
        return new AuditLog(file);
    }

    private static String line(String verb, String stage, int code) {
        return """
                {"stage":"%s","verb":"%s","user":{"username":"u"},"objectRef":{"resource":"pods"},"responseStatus":{"code":%d}}""".formatted(stage, verb, code);
    }
}
