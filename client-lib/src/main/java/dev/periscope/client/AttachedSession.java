package dev.periscope.client;

import dev.periscope.client.explain.Destination;
import dev.periscope.client.explain.Explained;
import dev.periscope.client.flow.FlowRecord;
import dev.periscope.filter.Decider;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * A session this process is attached to. It keeps its link by itself: a lost one is dialled again, a replaced agent or
 * target is followed. Thread-safe. Close it: that takes this client out of the session, or deletes the session.
 */
public interface AttachedSession extends AutoCloseable {

    /** The session's name. */
    String name();

    /** Its namespace. */
    String namespace();

    /** The target in words, such as {@code Deployment/orders}; {@code no target} for a targetless session. */
    String target();

    /** The workload's environment as far as this client may have it, without what must stay the machine's own. */
    Map<String, String> environment();

    /** The socket interception mechanisms ask, see {@code docs/protocols/local.md}. */
    Path socket();

    /** The filter in force, with the pod's search list and the machine's names. */
    Decider filter();

    /** Says where a destination would go, with what both sides know of its name. The stage never fails. */
    CompletionStage<Explained> explain(Destination destination);

    /** The newest flows and name questions, oldest first, at most 4,096. */
    List<FlowRecord> flows();

    /** Tells each flow and each name question when it is over; on the thread that ended it, which must not be held up. */
    void onFlowEnded(Consumer<FlowRecord> listener);

    /** Completed once a process has said that it is intercepted. */
    CompletionStage<Void> intercepted();

    /** Completed when the session ends while in use: deleted, expired, lost for good. Never fails. */
    CompletionStage<SessionEnd> ended();

    /** Ends the attachment. Idempotent; blocks for at most a few seconds. */
    @Override
    void close() throws SessionException;
}
