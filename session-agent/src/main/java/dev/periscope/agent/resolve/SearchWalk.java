package dev.periscope.agent.resolve;

import dev.periscope.tunnel.message.ResolveAnswer;
import dev.periscope.tunnel.message.ResolveRequest.Family;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * One lookup on its way through the search list, with the rules of res_search(3): the first candidate with addresses
 * wins; silence ends the walk; otherwise "no data" outweighs a server's failure, which outweighs "no such name".
 */
final class SearchWalk {

    private final NameServers servers;
    private final Family family;
    private final List<String> candidates;
    private final CompletableFuture<ResolveAnswer> answer = new CompletableFuture<>();

    SearchWalk(NameServers servers, Family family, List<String> candidates) {
        this.servers = servers;
        this.family = family;
        this.candidates = candidates;
    }

    CompletionStage<ResolveAnswer> walk() {
        step(0, new ResolveAnswer.NoSuchName());
        return answer;
    }

    private void step(int index, ResolveAnswer worst) {
        if (index == candidates.size()) {
            answer.complete(worst);
            return;
        }
        new CandidateLookup(servers, family, candidates.get(index)).ask().thenAccept(found -> {
            switch (found) {
                case ResolveAnswer.Found addresses -> answer.complete(addresses);
                case ResolveAnswer.TimedOut silence -> answer.complete(silence);
                case ResolveAnswer.NoData noData ->
                    step(index + 1, worst instanceof ResolveAnswer.NoData ? worst : noData);
                case ResolveAnswer.ServerFailure failure ->
                    step(index + 1, worst instanceof ResolveAnswer.NoSuchName ? failure : worst);
                case ResolveAnswer.NoSuchName none -> step(index + 1, worst);
                case ResolveAnswer.Denied denied -> answer.complete(denied);
                case ResolveAnswer.Raw raw -> answer.complete(raw);
            }
        });
    }
}
