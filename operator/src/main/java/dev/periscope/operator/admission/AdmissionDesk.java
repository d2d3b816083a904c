package dev.periscope.operator.admission;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.periscope.operator.admission.AdmissionVerdict.Allowed;
import dev.periscope.operator.admission.AdmissionVerdict.Refused;
import io.micrometer.core.instrument.MeterRegistry;
import org.jboss.logging.Logger;

/**
 * Answers one review at a time per thread: decides, asks the API server where the decision needs it, leaves an audit line
 * and a count. A dry run leaves neither. Blocks. Thread-safe.
 */
final class AdmissionDesk {

    private static final Logger AUDIT = Logger.getLogger("dev.periscope.audit.admission");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final AdmissionDecision decision;
    private final Administrators administrators;
    private final MeterRegistry registry;

    AdmissionDesk(AdmissionDecision decision, Administrators administrators, MeterRegistry registry) {
        this.decision = decision;
        this.administrators = administrators;
        this.registry = registry;
    }

    /**
     * @param body an AdmissionReview
     * @return the AdmissionReview to answer with
     * @throws MalformedReviewException if it is no review this webhook answers
     */
    String answer(byte[] body) throws MalformedReviewException {
        AdmissionRequest request = AdmissionRequest.parse(read(body));
        JsonNode answer = switch (decision.decide(request)) {
            case Allowed allowed -> allow(request, allowed);
            case Refused refused -> refuse(request, refused);
            case AdmissionVerdict.ForAdministrators asked ->
                administrators.include(asked.user(), request.namespace(), request.name())
                        ? allow(request, asked.then())
                        : refuse(request, asked.otherwise());
        };
        return answer.toString();
    }

    private static JsonNode read(byte[] body) throws MalformedReviewException {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new MalformedReviewException("expected an AdmissionReview in JSON");
        } catch (java.io.IOException e) {
            throw new IllegalStateException("bytes in memory are always readable", e);
        }
    }

    private JsonNode allow(AdmissionRequest request, Allowed allowed) {
        note(request, "Allowed", "");
        return AdmissionAnswer.allowed(request.uid(), allowed);
    }

    private JsonNode refuse(AdmissionRequest request, Refused refused) {
        note(request, refused.reason(), ": " + refused.message());
        return AdmissionAnswer.refused(request.uid(), refused);
    }

    private void note(AdmissionRequest request, String outcome, String why) {
        if (request.dryRun()) {
            return;
        }
        registry.counter(
                        "periscope_admissions", "operation", request.operation().name(), "outcome", outcome)
                .increment();
        AUDIT.infof(
                "%s of session %s by %s: %s%s",
                request.operation(),
                request.session().namespace() + "/" + request.session().name(),
                request.user().username(),
                outcome,
                why);
    }
}
