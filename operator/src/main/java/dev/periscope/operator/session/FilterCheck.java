package dev.periscope.operator.session;

import dev.periscope.crds.v1alpha1.Outgoing;
import dev.periscope.filter.Compilation;
import dev.periscope.filter.CompiledFilter;
import dev.periscope.filter.FilterError;
import dev.periscope.filter.OnChange;
import dev.periscope.filter.OutgoingFilter;
import dev.periscope.filter.Side;
import dev.periscope.filter.UnresolvedLocal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the filter's compiler says of {@code spec.outgoing}. */
public sealed interface FilterCheck {

    /** It is a filter, of that hash and so many entries. */
    record Sound(String hash, int entries) implements FilterCheck {}

    /** It is none; the message names each fault with path, position and what was expected. */
    record Faulty(String message) implements FilterCheck {}

    /** Compiles. Costs time in proportion to the entries. */
    static FilterCheck of(Outgoing written) {
        OutgoingFilter filter = new OutgoingFilter(
                written.filter().local(),
                written.filter().remote(),
                written.filter().deny(),
                Optional.ofNullable(written.defaultSide()).map(FilterCheck::side),
                written.redirect(),
                switch (written.unresolvedLocal()) {
                    case Loopback -> UnresolvedLocal.LOOPBACK;
                    case Fail -> UnresolvedLocal.FAIL;
                },
                switch (written.onChange()) {
                    case Drain -> OnChange.DRAIN;
                    case Reset -> OnChange.RESET;
                });
        return switch (CompiledFilter.compile(filter, List.of())) {
            case Compilation.Compiled(CompiledFilter compiled) ->
                new Sound(
                        compiled.hash(),
                        compiled.local().size()
                                + compiled.remote().size()
                                + compiled.deny().size());
            case Compilation.Refused(List<FilterError> errors) ->
                new Faulty(errors.stream().map(FilterError::toString).collect(Collectors.joining("\n")));
        };
    }

    private static Side side(Outgoing.Side side) {
        return switch (side) {
            case Remote -> Side.REMOTE;
            case Local -> Side.LOCAL;
            case Deny -> Side.DENY;
        };
    }
}
