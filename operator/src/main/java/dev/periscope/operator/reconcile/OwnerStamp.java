package dev.periscope.operator.reconcile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.periscope.crds.v1alpha1.Labels;
import dev.periscope.crds.v1alpha1.MirrorSession;
import dev.periscope.crds.v1alpha1.Owner;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The owner that admission stamped on a session. Where no admission does so, anybody could write the annotation, and it
 * is worth nothing.
 */
final class OwnerStamp {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};

    private final boolean stamped;

    OwnerStamp(boolean stamped) {
        this.stamped = stamped;
    }

    @Nullable
    Owner of(MirrorSession session) {
        Map<String, String> annotations = session.getMetadata().getAnnotations();
        String user = annotations == null ? null : annotations.get(Labels.OWNER);
        if (!stamped || user == null || annotations == null) {
            return null;
        }
        String groups = annotations.get(Labels.OWNER_GROUPS);
        try {
            return new Owner(user, groups == null ? List.of() : JSON.readValue(groups, TEXTS));
        } catch (JsonProcessingException e) {
            return new Owner(user, List.of()); // fewer groups only ever mean fewer rights
        }
    }
}
