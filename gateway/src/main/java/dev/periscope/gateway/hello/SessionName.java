package dev.periscope.gateway.hello;

import java.util.Optional;

/** The server name of a session: {@code <uid>.session.periscope.dev}. */
public final class SessionName {

    /** What follows the UID. */
    public static final String SUFFIX = ".session.periscope.dev";

    private static final int MAX_UID = 64;

    private SessionName() {}

    /** @return the UID in a server name of lower case; empty if it is not a session's */
    public static Optional<String> uid(String serverName) {
        if (!serverName.endsWith(SUFFIX)) {
            return Optional.empty();
        }
        String uid = serverName.substring(0, serverName.length() - SUFFIX.length());
        return uid.isEmpty() || uid.length() > MAX_UID || uid.indexOf('.') >= 0 ? Optional.empty() : Optional.of(uid);
    }
}
