package dev.periscope.agent.headroom;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeadRoomTest {

    private static final long MIB = 1 << 20;

    @TempDir
    Path proc;

    @BeforeEach
    void ownMemory() throws IOException {
        Path self = Files.createDirectories(proc.resolve("self"));
        Files.writeString(self.resolve("status"), "VmRSS:\t   90000 kB\nRssAnon:\t   51200 kB\n");
    }

    private void cgroup(String file, String text) throws IOException {
        Path path = proc.resolve("1/root/sys/fs/cgroup").resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text + "\n");
    }

    @Test
    void isTheLimitLessWhatTheTargetUsesLessTheAgentsOwnAnonymousMemory() throws IOException {
        cgroup("memory.max", String.valueOf(256 * MIB));
        cgroup("memory.current", String.valueOf(150 * MIB));

        assertThat(new HeadRoom(proc).left()).hasValue((256 - 150 - 50) * MIB);
    }

    @Test
    void filePagesThatTheKernelTakesBackDoNotCount() throws IOException {
        cgroup("memory.max", String.valueOf(256 * MIB));
        cgroup("memory.current", String.valueOf(250 * MIB));
        cgroup("memory.stat", "anon 1\nfile 2\ninactive_file " + 100 * MIB);

        assertThat(new HeadRoom(proc).left()).hasValue((256 - 150 - 50) * MIB);
    }

    @Test
    void versionOneHasItsFiguresInAFolderOfItsOwn() throws IOException {
        cgroup("memory/memory.limit_in_bytes", String.valueOf(128 * MIB));
        cgroup("memory/memory.usage_in_bytes", String.valueOf(90 * MIB));
        cgroup("memory/memory.stat", "cache 0\ntotal_inactive_file " + 10 * MIB);

        assertThat(new HeadRoom(proc).left()).hasValue((128 - 80 - 50) * MIB);
    }

    @Test
    void withoutALimitThereIsNoHeadRoomToSpeakOf() throws IOException {
        cgroup("memory.max", "max");
        cgroup("memory.current", String.valueOf(150 * MIB));

        assertThat(new HeadRoom(proc).left()).isEmpty();
    }

    @Test
    void versionOnesHugeNumberIsNoLimit() throws IOException {
        cgroup("memory/memory.limit_in_bytes", "9223372036854771712");
        cgroup("memory/memory.usage_in_bytes", "1");

        assertThat(new HeadRoom(proc).left()).isEmpty();
    }

    @Test
    void aTargetThatCannotBeSeenHasNone() {
        assertThat(new HeadRoom(proc).left()).isEmpty();
    }

    @Test
    void residentMemoryIsTheProcesss() {
        assertThat(new HeadRoom(proc).resident()).isEqualTo(90_000L << 10);
    }
}
