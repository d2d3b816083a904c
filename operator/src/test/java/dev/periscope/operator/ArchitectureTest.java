package dev.periscope.operator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.periscope.operator", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String ROOT = "dev.periscope.operator.";

    @ArchTest
    static final ArchRule CONCEPTS_FORM_NO_CIRCLES =
            slices().matching(ROOT + "(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule JOSDK_STAYS_AT_THE_RIM = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + "reconcile..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.javaoperatorsdk..");

    @ArchTest
    static final ArchRule VERTX_STAYS_IN_THE_SERVERS = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + "control..", ROOT + "admission..", ROOT + "app..", ROOT + "reconcile..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.vertx..");

    @ArchTest
    static final ArchRule QUARKUS_ONLY_STARTS_AND_STOPS = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + "app..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.quarkus..", "jakarta..", "org.eclipse.microprofile..");

    @ArchTest
    static final ArchRule DECISIONS_HAVE_NO_CLIENT = noClasses()
            .that()
            .resideInAnyPackage(ROOT + "session..", ROOT + "status..", ROOT + "enrolment..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.fabric8.kubernetes.client.dsl..", "io.vertx..", "io.micrometer..")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("io.fabric8.kubernetes.client.KubernetesClient");

    @ArchTest
    static final ArchRule NO_LINK_IN_HERE =
            noClasses().should().dependOnClassesThat().resideInAPackage("dev.periscope.tunnel..");

    @ArchTest
    static final ArchRule TIME_IS_INJECTED = noClasses()
            .should()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Thread.class, "sleep", long.class);
}
