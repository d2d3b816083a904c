package dev.periscope.client.cluster;

import dev.periscope.client.SessionException;
import dev.periscope.client.SessionException.Kind;
import dev.periscope.crds.v1alpha1.Client;
import dev.periscope.crds.v1alpha1.MirrorSession;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sessions in the API server. Needs the verbs get, list, watch, create, patch and delete on
 * {@code mirrorsessions.periscope.dev}. Blocks; thread-safe.
 */
public final class SessionStore {
    private static final String API_VERSION = "periscope.dev/v1alpha1";
    private static final String KIND = "MirrorSession";
    private static final ResourceDefinitionContext RESOURCE =
            ResourceDefinitionContext.fromResourceType(MirrorSession.class);

    private final ClusterAccess cluster;

    public SessionStore(ClusterAccess cluster) {
        this.cluster = cluster;
    }

    /** One attempt at something in the API server. */
    @FunctionalInterface
    private interface Request<T> {
        T make();
    }

    public List<MirrorSession> list(Optional<String> namespace) throws SessionException {
        return attempt(
                "list sessions in " + namespace.map(name -> "namespace " + name).orElse("all namespaces"),
                () -> namespace
                        .map(name -> cluster.client()
                                .resources(MirrorSession.class)
                                .inNamespace(name)
                                .list()
                                .getItems())
                        .orElseGet(() -> cluster.client()
                                .resources(MirrorSession.class)
                                .inAnyNamespace()
                                .list()
                                .getItems()));
    }

    /** The session; fails with {@link Kind#NO_SESSION} when there is none. */
    public MirrorSession get(String namespace, String name) throws SessionException {
        return find(namespace, name)
                .orElseThrow(() -> new SessionException(
                        Kind.NO_SESSION,
                        "There is no session \"" + name + "\" in namespace " + namespace
                                + "; `periscope ls -A` lists those there are."));
    }

    private Optional<MirrorSession> find(String namespace, String name) throws SessionException {
        MirrorSession found =
                attempt("read session " + name, () -> resource(namespace, name).get());
        if (found == null) {
            // An unknown kind and an unknown object are both 404 to the client: a list tells them apart.
            list(Optional.of(namespace));
        }
        return Optional.ofNullable(found);
    }

    /**
     * Creates a session. A create that timed out may have succeeded: a session that names this very client is ours.
     *
     * @param spec as the author wrote it; {@code client} is added to its clients
     */
    public MirrorSession create(String namespace, String name, Map<String, Object> spec, Client client)
            throws SessionException {
        GenericKubernetesResource object = object(
                new ObjectMetaBuilder().withNamespace(namespace).withName(name).build());
        Map<String, Object> withClient = new LinkedHashMap<>(spec);
        withClient.merge("clients", List.of(entry(client)), SessionStore::joined);
        object.setAdditionalProperty("spec", withClient);
        String doing = "create session " + name + " in namespace " + namespace;
        try {
            asWritten().inNamespace(namespace).resource(object).create();
        } catch (KubernetesClientException e) {
            boolean mayExist = e.getCode() == 409 || e.getCode() == 0;
            Optional<MirrorSession> existing = mayExist ? ownAfterAll(namespace, name, client) : Optional.empty();
            if (existing.isPresent()) {
                return existing.get();
            }
            if (e.getCode() == 409) {
                throw new SessionException(
                        Kind.NAME_TAKEN,
                        "There is a session \"" + name + "\" in namespace " + namespace
                                + " already; join it with `periscope attach " + name
                                + "`, end it with `periscope kill " + name + "`, or take another name with --name.",
                        e);
            }
            throw ClusterFault.of(e, doing, server());
        }
        return get(namespace, name);
    }

    private Optional<MirrorSession> ownAfterAll(String namespace, String name, Client client) {
        try {
            return Optional.ofNullable(resource(namespace, name).get())
                    .filter(found -> found.getSpec().clients().contains(client));
        } catch (KubernetesClientException unreachable) {
            return Optional.empty();
        }
    }

    /** Adds a client to an existing session by server-side apply, under a field manager of its own. */
    public void addClient(MirrorSession session, Client client) throws SessionException {
        GenericKubernetesResource patch = object(identity(session));
        patch.setAdditionalProperty("spec", Map.of("clients", List.of(entry(client))));
        attempt("attach to session " + session.getMetadata().getName(), () -> apply(patch, client));
    }

    /** Takes back what {@link #addClient} added. */
    public void removeClient(MirrorSession session, Client client) throws SessionException {
        attempt("leave session " + session.getMetadata().getName(), () -> apply(object(identity(session)), client));
    }

    /** Deletes that very session, not another of the same name. A session that is gone already is fine. */
    public void delete(MirrorSession session) throws SessionException {
        ObjectMeta meta = session.getMetadata();
        attempt("delete session " + meta.getName(), () -> {
            MirrorSession current =
                    resource(meta.getNamespace(), meta.getName()).get();
            if (current != null && current.getMetadata().getUid().equals(meta.getUid())) {
                resource(meta.getNamespace(), meta.getName()).delete();
            }
            return true;
        });
    }

    /** Tells each state of the session until closed. */
    public SessionWatch watch(MirrorSession session, SessionWatch.Listener listener) throws SessionException {
        return attempt(
                "watch session " + session.getMetadata().getName(),
                () -> SessionWatch.start(
                        resource(
                                session.getMetadata().getNamespace(),
                                session.getMetadata().getName()),
                        session.getMetadata().getUid(),
                        listener));
    }

    private Object apply(GenericKubernetesResource patch, Client client) {
        return asWritten()
                .inNamespace(patch.getMetadata().getNamespace())
                .resource(patch)
                .fieldManager("periscope-client-" + client.name())
                .forceConflicts()
                .serverSideApply();
    }

    /** Says which resource it is: left to discovery, a kind the cluster does not know fails without a status. */
    private MixedOperation<
                    GenericKubernetesResource, GenericKubernetesResourceList, Resource<GenericKubernetesResource>>
            asWritten() {
        return cluster.client().genericKubernetesResources(RESOURCE);
    }

    private Resource<MirrorSession> resource(String namespace, String name) {
        return cluster.client()
                .resources(MirrorSession.class)
                .inNamespace(namespace)
                .withName(name);
    }

    private <T> T attempt(String doing, Request<T> request) throws SessionException {
        try {
            return request.make();
        } catch (KubernetesClientException e) {
            throw ClusterFault.of(e, doing, server());
        }
    }

    private String server() {
        return cluster.config().getMasterUrl();
    }

    /** The UID makes an apply fail on another object of the same name, rather than create one. */
    private static ObjectMeta identity(MirrorSession session) {
        return new ObjectMetaBuilder()
                .withNamespace(session.getMetadata().getNamespace())
                .withName(session.getMetadata().getName())
                .withUid(session.getMetadata().getUid())
                .build();
    }

    private static GenericKubernetesResource object(ObjectMeta meta) {
        GenericKubernetesResource object = new GenericKubernetesResource();
        object.setApiVersion(API_VERSION);
        object.setKind(KIND);
        object.setMetadata(meta);
        return object;
    }

    private static Map<String, String> entry(Client client) {
        return Map.of("name", client.name(), "publicKey", client.publicKey());
    }

    private static Object joined(Object written, Object added) {
        List<Object> all = new java.util.ArrayList<>((List<?>) written);
        all.addAll((List<?>) added);
        return all;
    }
}
