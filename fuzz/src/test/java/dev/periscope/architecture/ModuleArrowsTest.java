package dev.periscope.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each module may know; whatever is not named here is an arrow that docs/architecture.md does not have. */
class ModuleArrowsTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.periscope");

    private static final String NETTY = "io.netty..";
    private static final String FABRIC8 = "io.fabric8..";
    private static final String JACKSON = "com.fasterxml.jackson..";
    private static final String JACKSON_STREAMS = "com.fasterxml.jackson.core..";

    /** A module's packages, and what they may depend on besides themselves, the JDK's basic packages and JSpecify. */
    record Module(String name, List<String> known) {

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Module> modules() {
        return Stream.of(
                new Module("filter", List.of()),
                new Module("control", List.of(JACKSON)),
                new Module("crds", List.of(FABRIC8, JACKSON)),
                new Module("javaagent", List.of("org.objectweb.asm..")),
                new Module("tunnel", List.of(NETTY, JACKSON_STREAMS)),
                new Module(
                        "gateway",
                        List.of("dev.periscope.tunnel..", NETTY, JACKSON_STREAMS, "com.sun.net.httpserver..")),
                new Module(
                        "client",
                        List.of(
                                "dev.periscope.filter..",
                                "dev.periscope.crds..",
                                "dev.periscope.tunnel..",
                                NETTY,
                                FABRIC8,
                                "com.fasterxml.jackson.annotation..",
                                "org.snakeyaml.engine..",
                                "jdk.net..")),
                new Module(
                        "cli",
                        List.of(
                                "dev.periscope.client..",
                                "dev.periscope.filter..",
                                "dev.periscope.crds..",
                                "dev.periscope.tunnel..",
                                FABRIC8,
                                JACKSON,
                                "picocli..")),
                new Module(
                        "agent",
                        List.of(
                                "dev.periscope.filter..",
                                "dev.periscope.control..",
                                "dev.periscope.tunnel..",
                                NETTY,
                                JACKSON_STREAMS,
                                "io.vertx.core..")));
    }

    @ParameterizedTest
    @MethodSource("modules")
    void aModuleKnowsNoOtherThanItsArrowsSay(Module module) {
        String root = "dev.periscope." + module.name() + "..";
        List<String> known =
                new ArrayList<>(List.of(root, "java..", "javax.net..", "javax.security..", "org.jspecify.."));
        known.addAll(module.known());
        classes()
                .that()
                .resideInAPackage(root)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(known.toArray(String[]::new))
                .check(CLASSES);
    }
}
