package dev.periscope.client.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.periscope.client.SessionException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Session files, and the words in which what is wrong with them is said: they are API. */
class SessionFileTest {
    private static final String HEAD = """
            apiVersion: periscope.dev/v1alpha1
            kind: MirrorSession
            metadata: {name: dev, namespace: shop}
            """;

    private static void refused(String text, String message) {
        assertThatThrownBy(() -> SessionFile.parse("s.yaml", text))
                .isInstanceOf(SessionException.class)
                .hasMessage(message.stripTrailing());
    }

    @Test
    void aSessionIsReadAsItWasWritten() throws SessionException {
        SessionFile file = SessionFile.parse("s.yaml", HEAD + """
                spec:
                  target: {kind: Deployment, name: orders}
                  outgoing:
                    filter: {local: ["postgres.shop.svc"]}
                    redirect: {"postgres.shop.svc:5432": "127.0.0.1:15432"}
                  ttl: 1h
                """);
        assertThat(file.draft().name()).contains("dev");
        assertThat(file.draft().namespace()).contains("shop");
        assertThat(file.draft().spec())
                .containsEntry("ttl", "1h")
                .containsEntry("target", Map.of("kind", "Deployment", "name", "orders"))
                .containsEntry(
                        "outgoing",
                        Map.of(
                                "filter", Map.of("local", List.of("postgres.shop.svc")),
                                "redirect", Map.of("postgres.shop.svc:5432", "127.0.0.1:15432")));
    }

    @Test
    void aBadEntryIsShownWithACaretUnderTheFault() {
        refused(HEAD + """
                spec:
                  target: {kind: Deployment, name: orders}
                  outgoing:
                    filter:
                      local: ["good.svc", "server:0"]
                """, """
                s.yaml:8:35: spec.outgoing.filter.local[1]: "server:0", position 7 (port): expected a port from 1 to 65535, in digits without leading zeros; leave the ports out to mean every port
                    8 |       local: ["good.svc", "server:0"]
                      |                                   ^
                """);
    }

    @Test
    void anUnknownFieldAMissingOneAndAWrongValueAreAllNamed() {
        refused(HEAD + """
                spec:
                  target: {kind: Deploymint}
                  outgoing: {defalt: Local}
                """, """
                s.yaml:5:18: spec.target.kind: expected one of Pod, Deployment, StatefulSet, DaemonSet, ReplicaSet, Job, CronJob, Service, found "Deploymint"
                    5 |   target: {kind: Deploymint}
                      |                  ^
                s.yaml:5:11: spec.target.name: is missing
                    5 |   target: {kind: Deploymint}
                      |           ^
                s.yaml:6:22: spec.outgoing.defalt: there is no such field; expected one of filter, default, redirect, unresolvedLocal, onChange
                    6 |   outgoing: {defalt: Local}
                      |                      ^
                """);
    }

    @Test
    void anotherKindAndBrokenYamlAreRefused() {
        refused("apiVersion: v1\nkind: Pod\nspec: {}\n", """
                s.yaml:1:13: apiVersion: expected periscope.dev/v1alpha1, found "v1"
                    1 | apiVersion: v1
                      |             ^
                s.yaml:2:7: kind: expected MirrorSession, found "Pod"
                    2 | kind: Pod
                      |       ^
                """);
        assertThatThrownBy(() -> SessionFile.parse("s.yaml", "spec: {a: [1, 2\nb: 3"))
                .isInstanceOf(SessionException.class)
                .hasMessageStartingWith("s.yaml:2:2: not YAML:");
        refused("", "s.yaml: expected one object of kind MirrorSession, found 0 objects.");
    }

    @Test
    void theOlderFormIsTakenWithCommentsTrailingCommasAndItsTarget() throws SessionException {
        SessionFile file = SessionFile.parse("mirrord.json", """
                // what the team had
                {
                  "target": {"path": "deployment/orders/container/app", "namespace": "shop"},
                  "agent": {"ttl": 3},
                  "feature": {"network": {"outgoing": {"filter": {"local": ["postgres.shop.svc:5432",]},},},},
                }
                """);
        assertThat(file.draft().namespace()).contains("shop");
        assertThat(file.draft().spec())
                .containsEntry("target", Map.of("kind", "Deployment", "name", "orders", "container", "app"))
                .containsEntry("outgoing", Map.of("filter", Map.of("local", List.of("postgres.shop.svc:5432"))));
        assertThat(file.ignored()).singleElement().asString().startsWith("agent: ");
    }

    @Test
    void faultsOfTheOlderFormPointAtTheirPlace() {
        assertThatThrownBy(() -> SessionFile.parse("m.json", "{\"target\": \"rollout/x\"}"))
                .hasMessageStartingWith("m.json:1:12: target: \"rollout/x\" is no target; expected KIND/NAME");
        assertThatThrownBy(() -> SessionFile.parse(
                        "m.json", "{\"feature\": {\"network\": {\"outgoing\": {\"filter\": {\"local\": [\"a b\"]}}}}}"))
                .hasMessageStartingWith("m.json:1:62: ");
    }
}
