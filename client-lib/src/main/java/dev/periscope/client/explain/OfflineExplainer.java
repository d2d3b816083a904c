package dev.periscope.client.explain;

import dev.periscope.client.SessionDraft;
import dev.periscope.client.SessionException;
import dev.periscope.client.SessionException.Kind;
import dev.periscope.client.outgoing.SystemResolver;
import dev.periscope.client.session.Machine;
import dev.periscope.client.source.SpecFilter;
import dev.periscope.filter.Compilation;
import dev.periscope.filter.CompiledFilter;
import dev.periscope.filter.Decider;
import dev.periscope.filter.name.SearchList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Explains by a session file alone: no cluster, no policies, the search list a pod of the namespace has by default. */
public final class OfflineExplainer {
    private OfflineExplainer() {}

    /** Blocks for this machine's resolver. */
    public static Explained explain(SessionDraft draft, String namespace, Destination destination)
            throws SessionException {
        CompiledFilter filter = switch (SpecFilter.compile(draft.spec())) {
            case Compilation.Compiled(CompiledFilter compiled) -> compiled;
            case Compilation.Refused(var errors) ->
                throw new SessionException(Kind.INVALID, errors.getFirst().toString());
        };
        SearchList search =
                SearchList.of(List.of(namespace + ".svc.cluster.local", "svc.cluster.local", "cluster.local"));
        Decider decider = filter.withContext(search, Machine.names());
        try (ExecutorService blocking = Executors.newVirtualThreadPerTaskExecutor()) {
            return new Explainer(decider, new SystemResolver(blocking), Optional.empty())
                    .explain(destination)
                    .toCompletableFuture()
                    .join();
        }
    }
}
