package dev.periscope.filter;

import dev.periscope.filter.name.HostName;
import dev.periscope.filter.name.LocalNames;
import dev.periscope.filter.name.SearchList;
import java.util.Optional;

/**
 * Decides for one pod and one machine. Decisions are pure: the same question has the same answer for the life of this
 * object, whoever asks. {@link #decide} allocates nothing, as answers are made beforehand.
 *
 * <p>Immutable and safe for use by any thread.
 */
public final class Decider {
    private final CompiledFilter filter;
    private final SessionRules session;
    private final PolicyRules policies;
    private final NameRules names;
    private final Redirects redirects;
    private final Decision otherwise;
    private final Explainer explainer;
    private final NameExplainer nameExplainer;

    Decider(CompiledFilter filter, SearchList search, LocalNames hosts) {
        this.filter = filter;
        Builtins builtins = new Builtins(hosts);
        this.session = new SessionRules(filter, search, builtins);
        this.policies = new PolicyRules(filter.policies(), search);
        this.names = new NameRules(filter, search, session, policies);
        this.redirects = new Redirects(filter.redirects(), search);
        this.otherwise = new Decision(filter.defaultSide(), Optional.empty(), new Source.Default());
        this.explainer = new Explainer(filter, search, builtins);
        this.nameExplainer = new NameExplainer(names, explainer);
    }

    /** Returns the filter that this decides by. */
    public CompiledFilter filter() {
        return filter;
    }

    /** Decides a flow (section 4). */
    public Decision decide(Question question) {
        return policies.apply(
                own(question), question.transport(), question.address(), question.port(), question.names());
    }

    private Decision own(Question question) {
        return session.decide(question.transport(), question.address(), question.port(), question.names(), otherwise);
    }

    /** Decides a name that was asked, before or without an answer of the remote resolver (section 5). */
    public NameDecision decideName(HostName ask) {
        return decideName(ask, ask);
    }

    /**
     * Decides a name once the remote resolver has answered.
     *
     * @param ask the name as the process asked for it
     * @param answeredBy the full name by which the remote resolver answered
     */
    public NameDecision decideName(HostName ask, HostName answeredBy) {
        return names.decide(ask, answeredBy);
    }

    /**
     * Says what to do with a decided flow (section 6).
     *
     * @param decision the answer to the question
     * @param origin where the question's address came from
     */
    public Connect connect(Question question, Decision decision, Origin origin) {
        return redirects.connect(question, decision, origin);
    }

    /** Decides a flow and says why; not for the hot path. */
    public Explanation explain(Question question) {
        return explainer.explain(question, own(question), decide(question));
    }

    /** Decides a name, with the answer of the remote resolver or with {@code ask} again for none, and says why. */
    public Explanation explainName(HostName ask, HostName answeredBy) {
        return nameExplainer.explain(ask, answeredBy);
    }
}
