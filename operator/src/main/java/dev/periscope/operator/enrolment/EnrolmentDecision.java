package dev.periscope.operator.enrolment;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** Whether an agent that dials in is the one the operator started. */
public sealed interface EnrolmentDecision {

    /** It is. */
    record Admitted() implements EnrolmentDecision {}

    /** Not enough is known yet: it is to try again in a moment. */
    record Later(String why) implements EnrolmentDecision {}

    /**
     * It is not, and ends itself.
     *
     * @param reason one of the constants of this interface
     * @param message for the agent's termination log
     */
    record Refused(String reason, String message) implements EnrolmentDecision {
        /** @return whether somebody holds what only the agent should: worth an Event */
        public boolean suspicious() {
            return reason.equals(TOKEN_USED) || reason.equals(WRONG_ADDRESS) || reason.equals(INVALID_TOKEN);
        }
    }

    /** No such session, or it is over. */
    String SESSION_ENDED = "SessionEnded";

    /** A newer agent of the session took its place. */
    String SUPERSEDED = "Superseded";

    /** The token is not this agent's. */
    String INVALID_TOKEN = "InvalidToken";

    /** The token was used before, with another key. */
    String TOKEN_USED = "TokenUsed";

    /** It does not dial from the pod it was started in. */
    String WRONG_ADDRESS = "WrongAddress";

    /** It says it was enrolled before, but its key is not the one. */
    String UNKNOWN_KEY = "UnknownKey";

    /** Checks tokens. */
    interface TokenCheck {
        /** @return whether the token is that agent's */
        boolean verify(String sessionUid, int generation, String token);
    }

    /**
     * @param request what the agent says and proved
     * @param known what the operator knows; empty if there is no such session
     */
    static EnrolmentDecision decide(EnrolmentRequest request, Optional<KnownAgent> known, TokenCheck tokens) {
        if (known.isEmpty() || known.get().over()) {
            return new Refused(SESSION_ENDED, "the session is over or does not exist");
        }
        KnownAgent agent = known.get();
        if (request.generation() < agent.generation()) {
            return new Refused(SUPERSEDED, "agent " + agent.generation() + " of the session took this one's place");
        }
        if (request.generation() > agent.generation()) {
            return new Later("the session's status does not know agent " + request.generation() + " yet");
        }
        return request.token().isPresent()
                ? enrol(request, request.token().get(), agent, tokens)
                : resume(request, agent);
    }

    private static EnrolmentDecision enrol(
            EnrolmentRequest request, String token, KnownAgent agent, TokenCheck tokens) {
        if (!tokens.verify(request.sessionUid(), request.generation(), token)) {
            return new Refused(INVALID_TOKEN, "the token is not this agent's");
        }
        if (agent.keyHash().isPresent()) {
            // The same key again is the same agent, whose first answer got lost.
            return agent.keyHash().get().equals(request.keyHash())
                    ? new Admitted()
                    : new Refused(TOKEN_USED, "the token was used before: an agent enrols once");
        }
        if (agent.addresses().isEmpty()) {
            return new Later("the address of the agent's pod is not known yet");
        }
        return holds(agent.addresses(), request.address())
                ? new Admitted()
                : new Refused(
                        WRONG_ADDRESS,
                        "an agent enrols from its own pod (" + String.join(", ", agent.addresses()) + "), not from "
                                + request.address() + "; is there a proxy or address translation in between?");
    }

    private static EnrolmentDecision resume(EnrolmentRequest request, KnownAgent agent) {
        return agent.keyHash().filter(request.keyHash()::equals).isPresent()
                ? new Admitted()
                : new Refused(UNKNOWN_KEY, "this key was not enrolled for the session");
    }

    private static boolean holds(List<String> addresses, String address) {
        return addresses.stream().anyMatch(own -> same(own, address));
    }

    /** Compares as addresses, since one IPv6 address has several texts. Both are literals, so no name is looked up. */
    private static boolean same(String left, String right) {
        try {
            return InetAddress.ofLiteral(left).equals(InetAddress.ofLiteral(right.replaceFirst("%.*$", "")));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
