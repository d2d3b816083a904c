package dev.periscope.cli.filtertest;

import dev.periscope.filter.Compilation;
import dev.periscope.filter.CompiledFilter;
import dev.periscope.filter.Decider;
import dev.periscope.filter.Decision;
import dev.periscope.filter.FilterError;
import dev.periscope.filter.FilterException;
import dev.periscope.filter.NameDecision;
import dev.periscope.filter.Origin;
import dev.periscope.filter.Question;
import dev.periscope.filter.address.IpAddress;
import dev.periscope.filter.entry.FilterEntry;
import dev.periscope.filter.entry.FilterSyntaxException;
import dev.periscope.filter.entry.Transport;
import dev.periscope.filter.name.HostName;
import dev.periscope.filter.name.LocalNames;
import dev.periscope.filter.name.SearchList;
import dev.periscope.filter.older.IgnoredKey;
import dev.periscope.filter.older.OlderForm;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Runs a file of expectations; each group of cases is of one kind. Pure. */
final class Expectations {
    private final Outcome outcome = new Outcome();

    private Expectations() {}

    static Outcome run(Fields file) {
        Expectations expectations = new Expectations();
        file.objects("entries").forEach(expectations::entry);
        file.objects("filters").forEach(expectations::filter);
        file.objects("decisions").forEach(expectations::decisions);
        file.objects("dns").forEach(expectations::names);
        file.objects("mirrord").forEach(expectations::older);
        file.objects("hash").forEach(expectations::hash);
        return expectations.outcome;
    }

    private void entry(Fields vector) {
        String text = vector.required("entry");
        Outcome.Case check = outcome.begin("entries: \"" + text + "\"");
        try {
            String canonical = FilterEntry.parse(text).text();
            check.check("error", vector.text("error"), "none");
            check.check("canonical", vector.text("canonical"), canonical);
        } catch (FilterSyntaxException e) {
            check.check(
                    "error",
                    vector.text("error").or(() -> Optional.of("none")),
                    e.code().text());
        }
        check.done();
    }

    private void filter(Fields vector) {
        Outcome.Case check = outcome.begin("filters: " + vector.text("name").orElse("unnamed"));
        Fields error = vector.inner("error");
        switch (CompiledFilter.compile(vector.inner("filter").filter(), vector.policies())) {
            case Compilation.Refused(List<FilterError> errors) -> {
                if (!vector.has("error")) {
                    errors.forEach(fault -> check.fault(fault.toString()));
                }
                check.check("path", error.text("path"), errors.getFirst().path());
                check.check("code", error.text("code"), errors.getFirst().code().text());
            }
            case Compilation.Compiled(CompiledFilter compiled) -> {
                if (vector.has("error")) {
                    check.fault("expected an error at " + error.text("path").orElse("?") + ", found none");
                }
                Fields wanted = vector.inner("compiled");
                lists(check, wanted, "local", compiled.local());
                lists(check, wanted, "remote", compiled.remote());
                lists(check, wanted, "deny", compiled.deny());
                check.check(
                        "default",
                        wanted.text("default"),
                        compiled.defaultSide().text());
                for (var redirect : compiled.redirects()) {
                    check.check(
                            "redirect " + redirect.key().text(),
                            wanted.inner("redirect").text(redirect.key().text()),
                            redirect.value());
                }
            }
        }
        check.done();
    }

    private static void lists(Outcome.Case check, Fields wanted, String key, List<FilterEntry> entries) {
        if (wanted.has(key)) {
            check.check(
                    key,
                    Optional.of(wanted.texts(key).toString()),
                    entries.stream().map(FilterEntry::text).toList().toString());
        }
    }

    private void decisions(Fields group) {
        decider(group, "decisions").ifPresent(decider -> {
            int number = 0;
            for (Fields vector : group.objects("cases")) {
                decision(name("decisions", group, ++number), decider, vector);
            }
        });
    }

    private void decision(String name, Decider decider, Fields vector) {
        Question question = new Question(
                Transport.valueOf(vector.text("protocol").orElse("tcp").toUpperCase(Locale.ROOT)),
                IpAddress.parse(vector.required("address")),
                Integer.parseInt(vector.required("port")),
                vector.texts("names").stream().map(HostName::of).toList());
        Decision decision = decider.decide(question);
        Outcome.Case check = outcome.begin(name + ": " + vector.text("protocol").orElse("tcp") + " "
                + vector.required("address") + " port " + question.port() + " " + vector.texts("names"));
        check.check("side", vector.text("side"), decision.side().text());
        if (vector.has("entry")) {
            check.check(
                    "entry",
                    Optional.of(vector.text("entry").orElse("none")),
                    decision.entry().orElse("none"));
        }
        check.check("source", vector.text("source"), decision.source().text());
        vector.text("from")
                .map(from -> Origin.valueOf(from.toUpperCase(Locale.ROOT)))
                .ifPresent(origin -> check.check(
                        "connect",
                        vector.text("connect"),
                        decider.connect(question, decision, origin).text()));
        check.done();
    }

    private void names(Fields group) {
        decider(group, "dns").ifPresent(decider -> {
            int number = 0;
            for (Fields vector : group.objects("cases")) {
                HostName ask = HostName.of(vector.required("ask"));
                NameDecision decision = vector.text("answeredBy")
                        .map(full -> decider.decideName(ask, HostName.of(full)))
                        .orElseGet(() -> decider.decideName(ask));
                Outcome.Case check = outcome.begin(name("dns", group, ++number) + ": " + vector.required("ask"));
                check.check("side", vector.text("side"), decision.side().text());
                check.check("askRemoteFirst", vector.text("askRemoteFirst"), String.valueOf(decision.askRemoteFirst()));
                check.check("loopback", vector.text("loopback"), String.valueOf(decision.loopback()));
                check.done();
            }
        });
    }

    private void older(Fields vector) {
        String json = vector.required("json");
        Outcome.Case check = outcome.begin("mirrord: " + json);
        try {
            OlderForm form = OlderForm.convert(json);
            check.check("error", vector.text("error"), "none");
            if (vector.has("filter")) {
                check.check(
                        "filter",
                        Optional.of(vector.inner("filter").filter().toString()),
                        form.filter().toString());
            }
            if (vector.has("ignored")) {
                check.check(
                        "ignored",
                        Optional.of(vector.texts("ignored").toString()),
                        form.ignored().stream().map(IgnoredKey::path).toList().toString());
            }
        } catch (FilterException e) {
            check.check(
                    "error",
                    vector.text("error").or(() -> Optional.of("none")),
                    e.errors().getFirst().code().text());
        }
        check.done();
    }

    private void hash(Fields vector) {
        Outcome.Case check = outcome.begin("hash: " + vector.text("name").orElse("unnamed"));
        switch (CompiledFilter.compile(vector.inner("filter").filter(), vector.policies())) {
            case Compilation.Refused(List<FilterError> errors) ->
                errors.forEach(fault -> check.fault(fault.toString()));
            case Compilation.Compiled(CompiledFilter compiled) -> {
                check.check("canonical", vector.text("canonical"), compiled.canonicalJson());
                check.check("sha256", vector.text("sha256"), compiled.hash());
            }
        }
        check.done();
    }

    /** The filter of a group, ready to be asked; one that does not compile fails as a case of its own. */
    private Optional<Decider> decider(Fields group, String section) {
        return switch (CompiledFilter.compile(group.inner("filter").filter(), group.policies())) {
            case Compilation.Compiled(CompiledFilter compiled) ->
                Optional.of(compiled.withContext(
                        SearchList.of(group.texts("search")), LocalNames.of(group.texts("hosts"))));
            case Compilation.Refused(List<FilterError> errors) -> {
                Outcome.Case check =
                        outcome.begin(section + ": " + group.text("name").orElse("unnamed"));
                errors.forEach(fault -> check.fault(fault.toString()));
                check.done();
                yield Optional.empty();
            }
        };
    }

    private static String name(String section, Fields group, int number) {
        return section + ": " + group.text("name").orElse("unnamed") + " [" + number + "]";
    }
}
