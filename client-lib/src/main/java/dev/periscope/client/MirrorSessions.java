package dev.periscope.client;

import dev.periscope.client.cluster.ClusterAccess;
import dev.periscope.client.cluster.SessionStore;
import dev.periscope.client.session.Attachment;
import dev.periscope.client.session.ClientKey;
import dev.periscope.client.session.Machine;
import dev.periscope.client.source.SpecFilter;
import dev.periscope.crds.v1alpha1.MirrorSession;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Sessions of one cluster, as the user of a kubeconfig. Needs the verbs get, list, watch, create, patch and delete on
 * {@code mirrorsessions.periscope.dev}, and get and create on {@code pods/portforward} where gateways have no address
 * of their own. Thread-safe; methods block. Close it when all its attachments are closed.
 */
public final class MirrorSessions implements AutoCloseable {
    private final ClusterAccess cluster;
    private final SessionStore store;
    private final Map<String, String> environment;
    private final SecureRandom random = new SecureRandom();
    private final Clock clock = Clock.systemUTC();

    private MirrorSessions(ClusterAccess cluster, Map<String, String> environment) {
        this.cluster = cluster;
        this.store = new SessionStore(cluster);
        this.environment = Map.copyOf(environment);
    }

    /**
     * Reads the kubeconfig; does not talk to the cluster yet.
     *
     * @param environment the process' environment
     * @throws SessionException when there is no usable kubeconfig
     */
    public static MirrorSessions open(ClusterOptions options, Map<String, String> environment) throws SessionException {
        return new MirrorSessions(ClusterAccess.open(options, environment), environment);
    }

    /** Over a connection that is there already; it is closed with this. */
    public static MirrorSessions over(ClusterAccess cluster, Map<String, String> environment) {
        return new MirrorSessions(cluster, environment);
    }

    /** The namespace of the options, or else of the kubeconfig's context. */
    public String namespace() {
        return cluster.namespace();
    }

    /** Sessions of a namespace, or of all. */
    public List<MirrorSession> list(Optional<String> namespace) throws SessionException {
        return store.list(namespace);
    }

    public MirrorSession get(String namespace, String name) throws SessionException {
        return store.get(namespace, name);
    }

    /** Deletes a session; its agent ends within seconds, and whoever is attached is told. */
    public void delete(String namespace, String name) throws SessionException {
        store.delete(store.get(namespace, name));
    }

    /**
     * Creates a session and attaches to it. If that fails the session is deleted again, unless it is to be kept.
     *
     * @throws SessionException with one sentence for the user
     */
    public AttachedSession create(SessionDraft draft, AttachOptions options, Progress progress)
            throws SessionException {
        SpecFilter.check(draft.spec());
        String namespace = draft.namespace().orElse(cluster.namespace());
        String name = draft.name().orElseGet(() -> nameFor(draft));
        ClientKey key = newKey();
        progress.step("creating session " + name + " in namespace " + namespace);
        MirrorSession session = store.create(namespace, name, draft.spec(), key.entry());
        try {
            return Attachment.attach(cluster, session, key, options, progress, environment);
        } catch (SessionException | RuntimeException failure) {
            if (options.deleteAtEnd()) {
                undo(session, failure, progress);
            }
            throw failure;
        }
    }

    /** Attaches to a session that is there. If that fails the session is left as it was. */
    public AttachedSession attach(String namespace, String name, AttachOptions options, Progress progress)
            throws SessionException {
        MirrorSession session = store.get(namespace, name);
        ClientKey key = newKey();
        progress.step("attaching to session " + name + " in namespace " + namespace);
        store.addClient(session, key.entry());
        try {
            return Attachment.attach(cluster, session, key, options, progress, environment);
        } catch (SessionException | RuntimeException failure) {
            try {
                store.removeClient(session, key.entry());
            } catch (SessionException second) {
                failure.addSuppressed(second);
            }
            throw failure;
        }
    }

    private void undo(MirrorSession session, Exception failure, Progress progress) {
        try {
            store.delete(session);
        } catch (SessionException second) {
            failure.addSuppressed(second);
            progress.step("the session could not be deleted again: " + second.getMessage());
        }
    }

    private ClientKey newKey() {
        return ClientKey.create(System.getProperty("user.name", "user"), Machine.hostName(environment), random, clock);
    }

    private String nameFor(SessionDraft draft) {
        byte[] end = new byte[2];
        random.nextBytes(end);
        String target =
                draft.spec().get("target") instanceof Map<?, ?> map ? String.valueOf(map.get("name")) : "targetless";
        String user =
                System.getProperty("user.name", "user").toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        String stem = (target.length() > 40 ? target.substring(0, 40) : target) + "-" + user;
        return stem.replaceAll("^[^a-z0-9]+|[^a-z0-9]+$", "") + "-"
                + HexFormat.of().formatHex(end);
    }

    @Override
    public void close() {
        cluster.close();
    }
}
