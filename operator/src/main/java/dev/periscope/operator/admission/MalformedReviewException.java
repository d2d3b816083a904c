package dev.periscope.operator.admission;

/** What arrived is no AdmissionReview of a MirrorSession; the message says what was expected. */
final class MalformedReviewException extends Exception {

    private static final long serialVersionUID = 1;

    MalformedReviewException(String message) {
        super(message);
    }
}
