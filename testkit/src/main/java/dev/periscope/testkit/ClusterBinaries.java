package dev.periscope.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The folder with etcd and kube-apiserver. The script that builds them also knows where they lie, so that there is one
 * place for the name of the folder.
 */
record ClusterBinaries(Path folder) {
    private static final String SCRIPT = "deploy/devcluster/binaries.sh";

    /** Names another folder; for machines that bring the programs along. */
    static final String FOLDER_PROPERTY = "periscope.k8s.bin";

    /**
     * @throws IllegalStateException when the programs are not there, naming the command that builds them
     */
    static ClusterBinaries locate() {
        String named = System.getProperty(FOLDER_PROPERTY);
        return in(named == null ? whereTheScriptSays() : Path.of(named));
    }

    static ClusterBinaries in(Path folder) {
        ClusterBinaries binaries = new ClusterBinaries(folder);
        binaries.require("etcd");
        binaries.require("kube-apiserver");
        return binaries;
    }

    Path program(String name) {
        return folder.resolve(name);
    }

    private void require(String name) {
        if (!Files.isExecutable(program(name))) {
            throw new IllegalStateException(
                    ("there is no %s in %s: these tests need Kubernetes' own API server. Build it"
                                    + " once with 'make binaries' (about 8 minutes on two cores, cached afterwards)")
                            .formatted(name, folder));
        }
    }

    private static Path whereTheScriptSays() {
        Path script = repository()
                .orElseThrow(() ->
                        new IllegalStateException("no %s above %s: run the tests from the repository or set -D%s=FOLDER"
                                .formatted(SCRIPT, Path.of("").toAbsolutePath(), FOLDER_PROPERTY)))
                .resolve(SCRIPT);
        try {
            Process process = new ProcessBuilder(script.toString(), "where")
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(script + " where failed, see above");
            }
            return Path.of(answer.strip());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + script, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while running " + script, e);
        }
    }

    private static Optional<Path> repository() {
        Path start = Path.of(System.getProperty("periscope.root", "")).toAbsolutePath();
        for (Path folder = start; folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve(SCRIPT))) {
                return Optional.of(folder);
            }
        }
        return Optional.empty();
    }
}
