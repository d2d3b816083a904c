package dev.periscope.filter;

import dev.periscope.filter.name.HostName;
import java.util.ArrayList;
import java.util.List;

/** Tells how the decision for a name came about. */
final class NameExplainer {
    private final NameRules rules;
    private final Explainer flows;

    NameExplainer(NameRules rules, Explainer flows) {
        this.rules = rules;
        this.flows = flows;
    }

    Explanation explain(HostName ask, HostName answeredBy) {
        NameDecision first = rules.decide(ask, ask);
        NameDecision last = rules.decide(ask, answeredBy);
        List<String> steps = new ArrayList<>();
        steps.add("asked for the name " + flows.forms(ask) + "; its port and protocol are not known yet");
        steps.add("by that name " + side(first));
        if (first.side() != Side.REMOTE && first.askRemoteFirst()) {
            steps.add(
                    "but once it is completed it may lie below a remote wildcard, so the remote resolver is asked too");
        }
        if (!ask.sameAs(answeredBy)) {
            steps.add("the remote resolver answered as " + answeredBy + "; with both names " + side(last));
        }
        if (last.side() == Side.LOCAL) {
            steps.add(
                    last.loopback()
                            ? "if the local resolver does not know it, the answer is 127.0.0.1 and ::1"
                            : "if the local resolver does not know it, there is no such name");
        }
        return new Explanation(last.because(), steps);
    }

    private static String side(NameDecision decision) {
        return switch (decision.side()) {
            case REMOTE -> "some flow is Remote, so the remote resolver answers: " + decision.because();
            case LOCAL -> "no flow is Remote and some are Local, so the local resolver answers: " + decision.because();
            case DENY -> "every flow is denied, so there is no such name: " + decision.because();
        };
    }
}
