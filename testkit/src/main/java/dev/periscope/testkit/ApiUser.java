package dev.periscope.testkit;

import java.util.List;

/**
 * Whom the API server takes a caller for.
 *
 * @param name for a service account {@code system:serviceaccount:NAMESPACE:NAME}
 * @param groups besides {@code system:authenticated}, which every user is in
 */
public record ApiUser(String name, List<String> groups) {
    /** May do everything. */
    public static final ApiUser ADMIN = new ApiUser("admin", List.of("system:masters"));

    public ApiUser {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a user needs a name");
        }
        groups = List.copyOf(groups);
    }

    public static ApiUser of(String name, String... groups) {
        return new ApiUser(name, List.of(groups));
    }

    /** As a pod with this service account would be seen; the account itself need not exist. */
    public static ApiUser serviceAccount(String namespace, String name) {
        return of(
                "system:serviceaccount:%s:%s".formatted(namespace, name),
                "system:serviceaccounts",
                "system:serviceaccounts:" + namespace);
    }
}
