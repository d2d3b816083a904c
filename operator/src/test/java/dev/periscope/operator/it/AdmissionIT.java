package dev.periscope.operator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.periscope.crds.v1alpha1.AgentMode;
import dev.periscope.crds.v1alpha1.Client;
import dev.periscope.crds.v1alpha1.FilterEntries;
import dev.periscope.crds.v1alpha1.Labels;
import dev.periscope.crds.v1alpha1.MirrorSession;
import dev.periscope.crds.v1alpha1.MirrorSessionSpec;
import dev.periscope.crds.v1alpha1.Outgoing;
import dev.periscope.crds.v1alpha1.Owner;
import dev.periscope.testkit.ApiUser;
import dev.periscope.testkit.KubeApiServer;
import dev.periscope.testkit.WithKubeApiServer;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Users create and change sessions; the webhook says whose they are. */
@WithKubeApiServer
class AdmissionIT {

    private static final ApiUser ALICE = ApiUser.of("alice", "dev");
    private static final ApiUser BOB = ApiUser.of("bob");

    private final KubeApiServer api;
    private final OperatorHarness operator;
    private final Shop shop;
    private final Team team;
    private final AdmissionHarness webhook;

    AdmissionIT(KubeApiServer api) {
        this.api = api;
        operator = new OperatorHarness(api, OperatorHarness.TIMES, true);
        shop = new Shop(api.client(), api.namespace());
        team = new Team(api, shop.namespace);
        team.developers("alice", "bob");
        webhook = new AdmissionHarness(api, operator, shop.namespace, operator.clock)
                .configure()
                .awaitAsked();
    }

    @AfterEach
    void close() {
        webhook.close();
        team.close();
        operator.close();
    }

    @Test
    void aSessionCarriesWhoCreatedIt() {
        as(ALICE).session("mine", Shop.targetless());

        Owner owner = awaitOwner("mine");
        assertThat(owner.username()).isEqualTo("alice");
        assertThat(owner.groups()).contains("dev", "system:authenticated");
        assertThat(annotations("mine")).containsEntry(Labels.OWNER, "alice").containsKey(Labels.OWNER_SEAL);
    }

    @Test
    void aServiceAccountAndAGeneratedNameAreStampedToo() {
        MirrorSession wanted = session("", Shop.targetless());
        wanted.getMetadata().setName(null);
        wanted.getMetadata().setGenerateName("mine-");
        team.developers("system:serviceaccount:shop:ci");
        MirrorSession created =
                as(ApiUser.serviceAccount("shop", "ci")).client.resource(wanted).create();

        assertThat(awaitOwner(created.getMetadata().getName()).username()).isEqualTo("system:serviceaccount:shop:ci");
    }

    @Test
    void whoIsImpersonatedIsTheOwnerAndNotWhoImpersonates() {
        try (KubernetesClient impersonating = new KubernetesClientBuilder()
                .withConfig(api.impersonating(BOB).build())
                .build()) {
            new Shop(impersonating, shop.namespace).session("mine", Shop.targetless());
        }

        assertThat(awaitOwner("mine").username()).isEqualTo("bob");
    }

    @Test
    void aStampCanNeitherBeForgedNorChanged() {
        MirrorSession forged = session("mine", Shop.targetless());
        forged.getMetadata()
                .setAnnotations(
                        Map.of(Labels.OWNER, "admin", Labels.OWNER_GROUPS, "[\"system:masters\"]", "team", "x"));
        as(BOB).client.resource(forged).create();
        assertThat(annotations("mine")).containsEntry(Labels.OWNER, "bob").containsEntry("team", "x");
        Map<String, String> before = annotations("mine");

        as(BOB).edit("mine", s -> {
            s.getMetadata().setAnnotations(Map.of(Labels.OWNER, "admin", "other", "y"));
            return s;
        });

        Map<String, String> after = annotations("mine");
        assertThat(after).containsEntry("other", "y").doesNotContainKey("team");
        for (String name : List.of(Labels.OWNER, Labels.OWNER_UID, Labels.OWNER_GROUPS, Labels.OWNER_SEAL)) {
            assertThat(after).containsEntry(name, before.get(name));
        }
        assertThat(awaitOwner("mine").username()).isEqualTo("bob");
    }

    @Test
    void aStampWrittenWhileNobodyAsksAdmissionMakesNoOwner() {
        as(ALICE).session("mine", Shop.targetless());
        Map<String, String> stolen = annotations("mine");
        String elsewhere = api.namespace(); // the configuration's selector leaves it out
        MirrorSession forged = session("mine", Shop.targetless());
        forged.getMetadata().setNamespace(elsewhere);
        forged.getMetadata().setAnnotations(stolen);
        api.client().resource(forged).create();

        Shop other = new Shop(api.client(), elsewhere);
        assertThat(other.awaitStatus("mine", s -> s.phase() != null).owner()).isNull();
    }

    @Test
    void aBadEntryIsRefusedWithItsPlaceAndTheFilterBeforeStays() {
        as(ALICE).session("mine", filtered("postgres.shop.svc:5432"));

        assertThatThrownBy(() -> as(ALICE).edit("mine", filtered("postgres.shop.svc:5432", "tcp:/10.0.0.0/8")))
                .isInstanceOfSatisfying(
                        KubernetesClientException.class,
                        e -> assertThat(e.getCode()).isEqualTo(422))
                .hasMessageContaining("mirrorsessions.periscope.dev")
                .hasMessageContaining("spec.outgoing.filter.remote[1]")
                .hasMessageContaining("\"tcp:/10.0.0.0/8\", position")
                .hasMessageContaining("expected");
        assertThat(shop.get("mine").orElseThrow().getSpec()).isEqualTo(filtered("postgres.shop.svc:5432"));
        assertThatThrownBy(() -> as(ALICE).session("other", filtered("*.*")))
                .hasMessageContaining("spec.outgoing.filter.remote[0]");
    }

    @Test
    void theSchemasOwnWordsReachTheUserWhereTheShapeIsWrong() {
        MirrorSession wanted = session("mine", filtered("a".repeat(301)));

        assertThatThrownBy(() -> as(ALICE).client.resource(wanted).create())
                .hasMessageContaining("spec.outgoing.filter.remote[0]: Too long");
    }

    @Test
    void onlyItsOwnerAndAdministratorsChangeASession() {
        as(ALICE).session("mine", Shop.targetless());
        MirrorSessionSpec withThief = new MirrorSessionSpec(
                null,
                Outgoing.NONE,
                Shop.targetless().env(),
                Shop.targetless().agent(),
                List.of(new Client("thief", "B".repeat(124))),
                "8h",
                null);

        assertThatThrownBy(() -> as(BOB).edit("mine", withThief))
                .isInstanceOfSatisfying(
                        KubernetesClientException.class,
                        e -> assertThat(e.getCode()).isEqualTo(403))
                .hasMessageContaining("belongs to alice")
                .hasMessageContaining("administer");

        as(ALICE).edit("mine", filtered("postgres.shop.svc"));
        team.administrator("bob");
        await().ignoreException(KubernetesClientException.class).untilAsserted(() -> as(BOB).edit("mine", withThief));
        assertThat(annotations("mine")).containsEntry(Labels.OWNER, "alice");
    }

    @Test
    void aDryRunLeavesNoTrace() {
        double before = admissions();

        MirrorSession answered = as(ALICE)
                .client
                .resource(session("mine", Shop.targetless()))
                .dryRun()
                .create();

        assertThat(answered.getMetadata().getAnnotations()).containsEntry(Labels.OWNER, "alice");
        assertThat(shop.get("mine")).isEmpty();
        assertThat(admissions()).isEqualTo(before);
        as(ALICE).session("mine", Shop.targetless());
        assertThat(admissions()).isEqualTo(before + 1);
    }

    @Test
    void withoutAnOperatorSessionsAreNeitherCreatedNorChanged() {
        as(ALICE).session("mine", Shop.targetless());
        webhook.admission.close();

        await().untilAsserted(() -> assertThatThrownBy(() -> as(ALICE).session("other", Shop.targetless()))
                .hasMessageContaining("failed calling webhook \"mirrorsessions.periscope.dev\"")
                .hasMessageContaining("connection refused"));
        assertThatThrownBy(() -> as(ALICE).edit("mine", filtered("postgres.shop.svc")))
                .hasMessageContaining("failed calling webhook");
    }

    private Shop as(ApiUser user) {
        return new Shop(team.client(user), shop.namespace);
    }

    private Map<String, String> annotations(String name) {
        return shop.get(name).orElseThrow().getMetadata().getAnnotations();
    }

    private Owner awaitOwner(String name) {
        return Objects.requireNonNull(
                shop.awaitStatus(name, s -> s.owner() != null).owner());
    }

    private double admissions() {
        return operator.registry.find("periscope_admissions").counters().stream()
                .mapToDouble(c -> c.count())
                .sum();
    }

    private MirrorSession session(String name, MirrorSessionSpec spec) {
        MirrorSession session = new MirrorSession();
        session.setMetadata(new ObjectMetaBuilder()
                .withName(name)
                .withNamespace(shop.namespace)
                .build());
        session.setSpec(spec);
        return session;
    }

    private static MirrorSessionSpec filtered(String... remote) {
        Outgoing outgoing = new Outgoing(
                new FilterEntries(List.of(), List.of(remote), List.of()),
                null,
                Map.of(),
                Outgoing.UnresolvedLocal.Loopback,
                Outgoing.OnChange.Drain);
        return Shop.spec(null, outgoing, AgentMode.Auto);
    }
}
