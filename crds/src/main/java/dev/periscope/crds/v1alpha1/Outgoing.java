package dev.periscope.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where outgoing connections and names go; the filter's specification is normative for what the parts mean.
 *
 * @param filter the entries
 * @param defaultSide where a destination goes that no entry matches; absent: Local if there are {@code remote} entries, else Remote
 * @param redirect where a local destination really lives, in the author's order
 * @param unresolvedLocal what a local name that the machine does not know resolves to
 * @param onChange what happens to flows that an edited filter would place elsewhere
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Outgoing(
        @JsonPropertyDescription("Entries: [protocol://]destination[:ports], by where they go.") @Default("{}")
        FilterEntries filter,

        @JsonPropertyDescription("Where a destination goes that no entry matches."
                + " Absent: Local if there are remote entries, else Remote.")
        @JsonProperty("default")
        @Nullable
        Side defaultSide,

        @JsonPropertyDescription("Where a local destination really lives: an exact name or address to a name or"
                + " address, each with at most one port.")
        @Size(max = 64)
        Map<String, @Size(min = 1, max = 300) String> redirect,

        @JsonPropertyDescription("What a local name that the machine does not know resolves to:"
                + " Loopback (127.0.0.1 and ::1) or Fail (no such name).")
        @Default("Loopback")
        UnresolvedLocal unresolvedLocal,

        @JsonPropertyDescription("What happens to open flows that an edited filter would place elsewhere:"
                + " Drain (left to finish) or Reset. A flow that becomes denied is always closed.")
        @Default("Drain")
        OnChange onChange) {

    /** No filter at all: everything is Remote. */
    @SuppressWarnings("NullAway")
    public static final Outgoing NONE = new Outgoing(null, null, null, null, null);

    /** Fills in defaults for absent parts. */
    @SuppressWarnings("NullAway") // Jackson passes null for what is absent
    public Outgoing {
        filter = filter == null ? FilterEntries.NONE : filter;
        redirect = redirect == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(redirect));
        unresolvedLocal = unresolvedLocal == null ? UnresolvedLocal.Loopback : unresolvedLocal;
        onChange = onChange == null ? OnChange.Drain : onChange;
    }

    /** Where a destination is resolved and accessed. */
    public enum Side {
        Remote,
        Local,
        Deny
    }

    /** What a local name that the machine does not know resolves to. */
    public enum UnresolvedLocal {
        Loopback,
        Fail
    }

    /** What happens to flows that an edited filter would place elsewhere. */
    public enum OnChange {
        Drain,
        Reset
    }
}
