package dev.periscope.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who created a session, as the API server knew the user.
 *
 * @param username the user's name
 * @param groups the user's groups at that time
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Owner(
        @JsonPropertyDescription("Name of the user that created the session.") @Size(max = 1024) @Nullable
        String username,

        @JsonPropertyDescription("Groups of that user at the time.") @Size(max = 256)
        List<@Size(max = 1024) String> groups) {

    /** Lists are never null. */
    @SuppressWarnings("NullAway") // Jackson passes null for what is absent
    public Owner {
        groups = groups == null ? List.of() : List.copyOf(groups);
    }
}
