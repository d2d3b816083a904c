package dev.periscope.operator.enrolment;

import java.util.Optional;

/**
 * An agent that dials in.
 *
 * @param sessionUid the session it says it serves
 * @param generation the number it says it has
 * @param token the one-time token; empty when it says it was enrolled before
 * @param keyHash hash of the key its TLS handshake proved
 * @param address the address it dials from
 */
public record EnrolmentRequest(
        String sessionUid, int generation, Optional<String> token, String keyHash, String address) {

    /** Never shows the token. */
    @Override
    public String toString() {
        return "EnrolmentRequest[" + sessionUid + "/" + generation + " from " + address + "]";
    }
}
