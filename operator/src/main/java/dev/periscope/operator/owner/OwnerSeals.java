package dev.periscope.operator.owner;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.periscope.crds.v1alpha1.Labels;
import dev.periscope.operator.identity.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes stamps as annotations and reads them back. The seal covers the stamp and the session's name, so that a stamp
 * neither can be written by hand while admission is away nor serves on another session. Thread-safe.
 */
public final class OwnerSeals {

    /** The annotations that belong to admission; nobody else's values stay. */
    public static final List<String> ANNOTATIONS =
            List.of(Labels.OWNER, Labels.OWNER_UID, Labels.OWNER_GROUPS, Labels.OWNER_SEAL);

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};

    private final Tokens tokens;

    /** Seals of other keys are none: after a change of the operator's identity, sessions have no owner. */
    public OwnerSeals(Tokens tokens) {
        this.tokens = tokens;
    }

    /** @return the four annotations */
    public Map<String, String> annotations(OwnerStamp stamp, SessionName session) {
        return Map.of(
                Labels.OWNER,
                stamp.username(),
                Labels.OWNER_UID,
                stamp.uid(),
                Labels.OWNER_GROUPS,
                json(stamp.groups()),
                Labels.OWNER_SEAL,
                tokens.seal(statement(stamp, session)));
    }

    /** @return the stamp in a session's annotations, empty if there is none or its seal is not the operator's */
    public Optional<OwnerStamp> read(@Nullable Map<String, String> annotations, SessionName session) {
        if (annotations == null || !annotations.keySet().containsAll(ANNOTATIONS)) {
            return Optional.empty();
        }
        try {
            OwnerStamp stamp = new OwnerStamp(
                    annotations.getOrDefault(Labels.OWNER, ""),
                    annotations.getOrDefault(Labels.OWNER_UID, ""),
                    JSON.readValue(annotations.getOrDefault(Labels.OWNER_GROUPS, ""), TEXTS));
            boolean ours = tokens.sealed(statement(stamp, session), annotations.getOrDefault(Labels.OWNER_SEAL, ""));
            return ours ? Optional.of(stamp) : Optional.empty();
        } catch (JsonProcessingException | IllegalArgumentException | NullPointerException e) {
            return Optional.empty(); // not what admission writes
        }
    }

    /** A JSON list: no two statements are written alike. */
    private static String statement(OwnerStamp stamp, SessionName session) {
        List<String> parts =
                new ArrayList<>(List.of(session.namespace(), session.name(), stamp.username(), stamp.uid()));
        parts.addAll(stamp.groups());
        return json(parts);
    }

    private static String json(List<String> texts) {
        try {
            return JSON.writeValueAsString(texts);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts are always JSON", e);
        }
    }
}
