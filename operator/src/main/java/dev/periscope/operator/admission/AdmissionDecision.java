package dev.periscope.operator.admission;

import com.fasterxml.jackson.databind.JsonNode;
import dev.periscope.crds.v1alpha1.Labels;
import dev.periscope.operator.admission.AdmissionVerdict.Allowed;
import dev.periscope.operator.admission.AdmissionVerdict.ForAdministrators;
import dev.periscope.operator.admission.AdmissionVerdict.Refused;
import dev.periscope.operator.owner.OwnerSeals;
import dev.periscope.operator.owner.OwnerStamp;
import dev.periscope.operator.session.FilterCheck;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides what admission says; pure.
 *
 * <ul>
 *   <li>Created: the owner's stamp is put on, whatever stood there.
 *   <li>Changed: the stamp stays as it was, whoever asks. A spec is changed by the session's owner, or by who may
 *       {@code administer} it, as a client's key in it is as good as the owner's. A session that was never stamped, as
 *       it is older than admission, may be changed by all whom RBAC lets, and gets no values from Secrets.
 *   <li>A filter that is none is refused, unless it stood there before: metadata of an older session, such as its
 *       finalizer, must remain changeable.
 * </ul>
 */
final class AdmissionDecision {

    private static final int UNPROCESSABLE = 422;

    private final OwnerSeals seals;

    AdmissionDecision(OwnerSeals seals) {
        this.seals = seals;
    }

    AdmissionVerdict decide(AdmissionRequest request) {
        Optional<Refused> refusal = filterRefusal(request);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        return switch (request.operation()) {
            case CREATE -> created(request);
            case UPDATE -> changed(request);
        };
    }

    private Allowed created(AdmissionRequest request) {
        return stamped(request.object(), seals.annotations(request.user(), request.session()));
    }

    private AdmissionVerdict changed(AdmissionRequest request) {
        Map<String, String> old = annotations(request.oldObject());
        Map<String, String> stamp = new HashMap<>(old);
        stamp.keySet().retainAll(OwnerSeals.ANNOTATIONS);
        Allowed allowed = stamped(request.object(), stamp);
        Optional<OwnerStamp> owner = seals.read(old, request.session());
        boolean own = owner.map(o -> isSame(o, request.user())).orElse(stamp.isEmpty());
        if (own || same(request, "/spec")) {
            return allowed;
        }
        return new ForAdministrators(
                request.user(),
                allowed,
                new Refused(
                        HttpURLConnection.HTTP_FORBIDDEN,
                        "Forbidden",
                        "MirrorSession " + request.namespace() + "/" + request.name() + " belongs to "
                                + owner.map(OwnerStamp::username).orElse("nobody whom admission knows")
                                + ": its spec may be changed by its owner and by who has the verb administer on"
                                + " mirrorsessions.periscope.dev; create a session of your own"));
    }

    private static boolean isSame(OwnerStamp owner, OwnerStamp user) {
        return owner.username().equals(user.username()) && owner.uid().equals(user.uid());
    }

    /** The stamp that is to be there, and nothing else in its place. */
    private static Allowed stamped(JsonNode object, Map<String, String> stamp) {
        Map<String, String> found = annotations(object);
        List<AnnotationChange> changes = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        if (!object.at("/metadata/annotations").isObject() && !stamp.isEmpty()) {
            changes.add(new AnnotationChange.Begin());
        }
        for (String name : OwnerSeals.ANNOTATIONS) {
            String there = found.get(name);
            String wanted = stamp.get(name);
            if (wanted != null && !wanted.equals(there)) {
                changes.add(new AnnotationChange.Put(name, wanted));
            } else if (wanted == null && there != null) {
                changes.add(new AnnotationChange.Remove(name));
            }
            if (name.equals(Labels.OWNER) && there != null && !there.equals(wanted)) {
                warnings.add("metadata.annotations[" + name + "]: expected "
                        + (wanted == null ? "none" : "\"" + wanted + "\"")
                        + ", as admission says who owns a session; what was asked for is left out");
            }
        }
        return new Allowed(changes, warnings);
    }

    private static Optional<Refused> filterRefusal(AdmissionRequest request) {
        if (request.operation() == AdmissionRequest.Operation.UPDATE && same(request, "/spec/outgoing")) {
            return Optional.empty();
        }
        return WrittenOutgoing.read(request.object().at("/spec/outgoing"))
                .map(FilterCheck::of)
                .filter(FilterCheck.Faulty.class::isInstance)
                .map(check -> new Refused(UNPROCESSABLE, "Invalid", ((FilterCheck.Faulty) check).message()));
    }

    private static boolean same(AdmissionRequest request, String pointer) {
        return request.object().at(pointer).equals(request.oldObject().at(pointer));
    }

    private static Map<String, String> annotations(JsonNode object) {
        Map<String, String> texts = new HashMap<>();
        object.at("/metadata/annotations")
                .properties()
                .forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
        return texts;
    }
}
