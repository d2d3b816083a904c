package dev.periscope.client;

import java.time.Duration;

/**
 * How to attach.
 *
 * @param patience how long a session may take to become ready, and its agent to answer
 * @param deleteAtEnd whether closing deletes the session, or only takes this client out of it
 */
public record AttachOptions(Duration patience, boolean deleteAtEnd) {
    /** 2 min; a session that was created here is deleted at the end. */
    public static final AttachOptions CREATED = new AttachOptions(Duration.ofMinutes(2), true);

    /** 2 min; a session that was there before stays. */
    public static final AttachOptions JOINED = new AttachOptions(Duration.ofMinutes(2), false);
}
