package dev.periscope.operator.owner;

import dev.periscope.crds.v1alpha1.Owner;
import java.util.ArrayList;
import java.util.List;

/**
 * A user as the API server knew him when he created a session.
 *
 * @param username 1 to {@value #LONGEST_NAME} characters
 * @param uid empty where the API server knows none
 * @param groups at most {@value #MOST_GROUPS}, of {@value #MOST_CHARACTERS} characters together
 */
public record OwnerStamp(String username, String uid, List<String> groups) {

    /** Longest name of a user or group, in characters, as the status' schema bounds it. */
    public static final int LONGEST_NAME = 1_024;

    /** How many groups are kept, as the status' schema bounds it. */
    public static final int MOST_GROUPS = 256;

    /** How many characters of groups are kept: an object's annotations may have 256 KiB together. */
    public static final int MOST_CHARACTERS = 16 * 1_024;

    /**
     * Keeps the first groups that fit: fewer groups only ever mean fewer rights.
     *
     * @throws IllegalArgumentException if the user has no name or too long a one
     */
    public OwnerStamp {
        if (username.isEmpty() || username.length() > LONGEST_NAME || uid.length() > LONGEST_NAME) {
            throw new IllegalArgumentException("expected a user whose name and UID have at most " + LONGEST_NAME
                    + " characters, and a name; found " + username.length() + " and " + uid.length());
        }
        groups = bounded(groups);
    }

    /** @return the owner as the status shows it */
    public Owner owner() {
        return new Owner(username, groups);
    }

    private static List<String> bounded(List<String> groups) {
        List<String> kept = new ArrayList<>();
        int characters = 0;
        for (String group : groups) {
            characters += group.length();
            if (kept.size() == MOST_GROUPS || characters > MOST_CHARACTERS || group.length() > LONGEST_NAME) {
                break;
            }
            kept.add(group);
        }
        return List.copyOf(kept);
    }
}
