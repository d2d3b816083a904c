package dev.periscope.client;

import dev.periscope.crds.v1alpha1.Endpoint;
import java.time.Duration;
import java.util.Optional;

/**
 * How to attach.
 *
 * @param patience how long a session may take to become ready, and its agent to answer
 * @param deleteAtEnd whether closing deletes the session, or only takes this client out of it
 * @param way the only way to the gateway that may be taken; absent: whichever answers first
 */
public record AttachOptions(Duration patience, boolean deleteAtEnd, Optional<Endpoint.Type> way) {
    /** 2 min; a session that was created here is deleted at the end. */
    public static final AttachOptions CREATED = new AttachOptions(Duration.ofMinutes(2), true);

    /** 2 min; a session that was there before stays. */
    public static final AttachOptions JOINED = new AttachOptions(Duration.ofMinutes(2), false);

    /** Takes whichever way to the gateway answers first. */
    public AttachOptions(Duration patience, boolean deleteAtEnd) {
        this(patience, deleteAtEnd, Optional.empty());
    }
}
