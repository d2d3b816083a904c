package dev.periscope.filter;

/**
 * The answer to a question for a name (section 5).
 *
 * @param side who answers: the remote resolver, the local one, or nobody ("no such name" at once)
 * @param askRemoteFirst whether the remote resolver is asked before the side is final; when it then answers by another
 *     full name than the one asked, decide once more with both. Where the side is not Remote, ask it beside the local
 *     resolver and at the same time
 * @param loopback for Local only: whether 127.0.0.1 and ::1 are the answer when the local resolver does not know the name
 * @param because the decision for one flow that made the side what it is: the rule to name in a log or an error
 */
public record NameDecision(Side side, boolean askRemoteFirst, boolean loopback, Decision because) {}
