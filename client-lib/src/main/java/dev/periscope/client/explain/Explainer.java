package dev.periscope.client.explain;

import dev.periscope.client.link.RemoteSide;
import dev.periscope.client.outgoing.AddressText;
import dev.periscope.client.outgoing.LocalResolver;
import dev.periscope.filter.Decider;
import dev.periscope.filter.Explanation;
import dev.periscope.filter.NameDecision;
import dev.periscope.filter.Origin;
import dev.periscope.filter.Question;
import dev.periscope.filter.Side;
import dev.periscope.filter.address.IpAddress;
import dev.periscope.filter.name.HostName;
import dev.periscope.tunnel.message.ResolveAnswer;
import dev.periscope.tunnel.message.ResolveRequest;
import dev.periscope.tunnel.message.ResolveRequest.Family;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/** Follows one destination through the filter as a program's name question and connect would go. */
public final class Explainer {
    private static final InetAddress UNKNOWN = InetAddress.ofLiteral("192.0.2.1"); // RFC 5737: nobody's
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

    private final Decider filter;
    private final LocalResolver local;
    private final Optional<RemoteSide> remote;

    /** @param remote the target pod, where there is a link; offline its answers are left open */
    public Explainer(Decider filter, LocalResolver local, Optional<RemoteSide> remote) {
        this.filter = filter;
        this.local = local;
        this.remote = remote;
    }

    /** Asks both resolvers at once. The stage never fails. */
    public CompletionStage<Explained> explain(Destination destination) {
        if (destination.address().isPresent()) {
            return CompletableFuture.completedStage(
                    address(destination, destination.address().get()));
        }
        HostName name = HostName.of(destination.host());
        CompletionStage<List<InetAddress>> locally = local.lookUp(name.text());
        CompletionStage<Optional<ResolveAnswer>> remotely = remote.map(
                        side -> side.resolve(new ResolveRequest.Lookup(name.text(), Family.ANY, name.absolute()))
                                .thenApply(Optional::of))
                .orElseGet(() -> CompletableFuture.completedStage(Optional.empty()));
        return locally.thenCombine(remotely, (here, there) -> name(destination, name, here, there));
    }

    private Explained address(Destination destination, InetAddress address) {
        Question question = Question.of(destination.transport(), IpAddress.of(address), destination.port());
        return explained(
                destination, question, Origin.PROCESS, Optional.empty(), Optional.empty(), Optional.empty(), List.of());
    }

    private Explained name(
            Destination destination, HostName name, List<InetAddress> here, Optional<ResolveAnswer> there) {
        Optional<HostName> full = there.flatMap(Explainer::fullName).filter(other -> !other.sameAs(name));
        NameDecision asked = filter.decideName(name);
        NameDecision decided = full.isPresent() && asked.askRemoteFirst() ? filter.decideName(name, full.get()) : asked;
        List<HostName> names = new ArrayList<>(List.of(name));
        if (decided.side() == Side.REMOTE) {
            full.ifPresent(names::add);
        }
        Optional<InetAddress> remoteAddress = there.flatMap(Explainer::firstAddress);
        InetAddress address = switch (decided.side()) {
            case REMOTE -> remoteAddress.orElse(UNKNOWN);
            case LOCAL -> here.stream().findFirst().orElse(decided.loopback() ? LOOPBACK : UNKNOWN);
            case DENY -> UNKNOWN;
        };
        Question question = new Question(destination.transport(), IpAddress.of(address), destination.port(), names);
        List<String> nameSteps = List.of("the name is " + decided.side().text() + " at DNS time: " + decided.because());
        Origin origin = decided.side() == Side.REMOTE ? Origin.REMOTE : Origin.LOCAL;
        return explained(
                destination,
                question,
                origin,
                Optional.of(decided.side().text()),
                there.map(Explainer::text),
                Optional.of(here.isEmpty() ? "no such name" : texts(here)),
                nameSteps);
    }

    private Explained explained(
            Destination destination,
            Question question,
            Origin origin,
            Optional<String> nameSide,
            Optional<String> remoteText,
            Optional<String> localText,
            List<String> nameSteps) {
        Explanation explanation = filter.explain(question);
        List<String> steps = new ArrayList<>(nameSteps);
        steps.addAll(explanation.steps());
        return new Explained(
                destination.toString(),
                explanation.decision().side().text(),
                explanation.decision().entry(),
                explanation.decision().source().text(),
                filter.connect(question, explanation.decision(), origin).text(),
                nameSide,
                remoteText,
                localText,
                steps);
    }

    private static Optional<HostName> fullName(ResolveAnswer answer) {
        return switch (answer) {
            case ResolveAnswer.Found found -> Optional.of(HostName.of(found.name()));
            case ResolveAnswer.NoData none -> Optional.of(HostName.of(none.name()));
            default -> Optional.empty();
        };
    }

    private static Optional<InetAddress> firstAddress(ResolveAnswer answer) {
        return answer instanceof ResolveAnswer.Found found
                ? found.addresses().stream().map(ResolveAnswer.Address::address).findFirst()
                : Optional.empty();
    }

    private static String text(ResolveAnswer answer) {
        return switch (answer) {
            case ResolveAnswer.Found found ->
                found.name() + " is "
                        + texts(found.addresses().stream()
                                .map(ResolveAnswer.Address::address)
                                .toList());
            case ResolveAnswer.NoSuchName no -> "no such name";
            case ResolveAnswer.NoData none -> none.name() + " has no address";
            case ResolveAnswer.ServerFailure failed -> "no answer: " + failed.text();
            case ResolveAnswer.TimedOut late -> "no answer in time: " + late.text();
            case ResolveAnswer.Denied denied -> "denied: " + denied.rule();
            case ResolveAnswer.Raw raw -> "no answer";
        };
    }

    private static String texts(List<InetAddress> addresses) {
        return addresses.stream().map(AddressText::of).collect(Collectors.joining(", "));
    }
}
