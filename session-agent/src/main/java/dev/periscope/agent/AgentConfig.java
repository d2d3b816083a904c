package dev.periscope.agent;

import dev.periscope.agent.control.OperatorAddress;
import dev.periscope.tunnel.key.KeyHash;
import java.util.Map;
import java.util.function.Function;

/**
 * What the operator wrote into the agent's environment.
 *
 * @param sessionUid UID of the session, 1 to 64 characters; {@code PERISCOPE_SESSION_UID}
 * @param generation the agent's number within its session, from 1; {@code PERISCOPE_GENERATION}
 * @param operator where the control channel is; {@code PERISCOPE_CONTROL}
 * @param operatorKey the key the operator must have; {@code PERISCOPE_OPERATOR_KEY_HASH}
 * @param token taken once for enrolment, worthless afterwards; {@code PERISCOPE_TOKEN}
 * @param tied whether the agent shares the target container's PID namespace; {@code PERISCOPE_TARGET_CONTAINER_TIED}
 */
public record AgentConfig(
        String sessionUid, int generation, OperatorAddress operator, KeyHash operatorKey, String token, boolean tied) {

    private static final int LONGEST_UID = 64;

    /** @throws InvalidConfigException naming the variable and what it should hold */
    public static AgentConfig from(Map<String, String> environment) throws InvalidConfigException {
        return new AgentConfig(
                read(environment, "PERISCOPE_SESSION_UID", "the UID of a MirrorSession", AgentConfig::uid),
                read(environment, "PERISCOPE_GENERATION", "a number from 1", AgentConfig::generation),
                read(environment, "PERISCOPE_CONTROL", "the operator's host:port", OperatorAddress::parse),
                read(environment, "PERISCOPE_OPERATOR_KEY_HASH", "64 lower-case hex digits", KeyHash::new),
                read(environment, "PERISCOPE_TOKEN", "the enrolment token", token -> token),
                read(environment, "PERISCOPE_TARGET_CONTAINER_TIED", "true or false", AgentConfig::flag));
    }

    private static <T> T read(
            Map<String, String> environment, String variable, String expected, Function<String, T> parser)
            throws InvalidConfigException {
        String text = environment.getOrDefault(variable, "");
        if (text.isEmpty()) {
            throw new InvalidConfigException(variable + " is not set: expected " + expected
                    + ". The operator sets it when it starts an agent; an agent is not started by hand.");
        }
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException e) {
            // The value is not quoted: a variable that holds the wrong thing may hold a secret.
            throw new InvalidConfigException(variable + " is not " + expected);
        }
    }

    private static String uid(String text) {
        if (text.length() > LONGEST_UID) {
            throw new IllegalArgumentException("longer than 64 characters");
        }
        return text;
    }

    private static int generation(String text) {
        int generation = Integer.parseInt(text);
        if (generation < 1) {
            throw new IllegalArgumentException("below 1");
        }
        return generation;
    }

    private static boolean flag(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("neither true nor false");
        };
    }

    /** Never shows the token. */
    @Override
    public String toString() {
        return "AgentConfig[session=" + sessionUid + ", generation=" + generation + ", operator=" + operator + ", tied="
                + tied + "]";
    }
}
