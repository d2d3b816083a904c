package dev.periscope.operator.identity;

/**
 * Everything the two identity Secrets hold.
 *
 * @param operator the control channel's key
 * @param tokens makes and checks enrolment tokens
 * @param gatewayKeyHash the hash agents pin the gateway by
 */
public record Identities(Identity operator, Tokens tokens, String gatewayKeyHash) {}
