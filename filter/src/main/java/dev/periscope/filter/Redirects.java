package dev.periscope.filter;

import dev.periscope.filter.index.Candidate;
import dev.periscope.filter.index.EntryIndex;
import dev.periscope.filter.name.SearchList;
import java.util.List;

/** What to do with a decided flow (section 6). */
final class Redirects {
    private final EntryIndex index;
    private final List<Redirect> redirects;

    Redirects(List<Redirect> redirects, SearchList search) {
        EntryIndex.Builder builder = new EntryIndex.Builder(search);
        redirects.forEach(redirect -> builder.add(redirect.key(), 0));
        this.index = builder.build();
        this.redirects = redirects;
    }

    Connect connect(Question question, Decision decision, Origin origin) {
        return switch (decision.side()) {
            case DENY -> new Connect.Refused();
            case REMOTE -> new Connect.Agent();
            case LOCAL -> connectLocally(question, origin);
        };
    }

    private Connect connectLocally(Question question, Origin origin) {
        Candidate key = index.exact(question.transport(), question.address(), question.port(), question.names());
        if (key.found()) {
            Redirect redirect = redirects.get(key.id());
            return new Connect.Redirect(redirect.host(), redirect.port().orElse(question.port()));
        }
        return origin == Origin.REMOTE ? new Connect.ByName() : new Connect.AsIs();
    }
}
