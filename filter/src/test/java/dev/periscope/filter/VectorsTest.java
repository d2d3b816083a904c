package dev.periscope.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.periscope.filter.address.IpAddress;
import dev.periscope.filter.entry.FilterEntry;
import dev.periscope.filter.entry.FilterSyntaxException;
import dev.periscope.filter.entry.Transport;
import dev.periscope.filter.json.JsonValue.JsonBoolean;
import dev.periscope.filter.json.JsonValue.JsonNumber;
import dev.periscope.filter.json.JsonValue.JsonObject;
import dev.periscope.filter.name.HostName;
import dev.periscope.filter.name.LocalNames;
import dev.periscope.filter.name.SearchList;
import dev.periscope.filter.older.IgnoredKey;
import dev.periscope.filter.older.OlderForm;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every case of the specification's vectors. */
class VectorsTest {
    static Stream<Arguments> entries() {
        return Vectors.section("entries")
                .map(vector -> Arguments.of(Vectors.string(vector, "entry").orElseThrow(), vector));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("entries")
    void entry(String text, JsonObject vector) {
        if (vector.get("error").isPresent()) {
            assertThatExceptionOfType(FilterSyntaxException.class)
                    .isThrownBy(() -> FilterEntry.parse(text))
                    .satisfies(e -> {
                        assertThat(e.code().text())
                                .as(e.getMessage())
                                .isEqualTo(Vectors.string(vector, "error").orElseThrow());
                        assertThat(e.position()).isBetween(0, text.length());
                        assertThat(e.expected()).isNotBlank();
                    });
        } else {
            FilterEntry entry = FilterEntry.parse(text);
            assertThat(entry.text())
                    .isEqualTo(Vectors.string(vector, "canonical").orElseThrow());
            assertThat(FilterEntry.parse(entry.text())).isEqualTo(entry);
        }
    }

    static Stream<Arguments> named(String section) {
        return Vectors.section(section)
                .map(vector -> Arguments.of(Vectors.string(vector, "name").orElseThrow(), vector));
    }

    static Stream<Arguments> filters() {
        return named("filters");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("filters")
    void filter(String name, JsonObject vector) {
        Compilation compilation = CompiledFilter.compile(Vectors.filter(Vectors.object(vector, "filter")), List.of());
        if (vector.get("error").isPresent()) {
            JsonObject error = Vectors.object(vector, "error");
            assertThat(compilation).isInstanceOf(Compilation.Refused.class);
            FilterError first = ((Compilation.Refused) compilation).errors().getFirst();
            assertThat(first.path()).isEqualTo(Vectors.string(error, "path").orElseThrow());
            assertThat(first.code().text())
                    .isEqualTo(Vectors.string(error, "code").orElseThrow());
        } else {
            CompiledFilter compiled = compilation.orElseThrow();
            JsonObject wanted = Vectors.object(vector, "compiled");
            assertThat(texts(compiled.local())).isEqualTo(Vectors.strings(wanted, "local"));
            assertThat(texts(compiled.remote())).isEqualTo(Vectors.strings(wanted, "remote"));
            assertThat(texts(compiled.deny())).isEqualTo(Vectors.strings(wanted, "deny"));
            assertThat(compiled.defaultSide().text())
                    .isEqualTo(Vectors.string(wanted, "default").orElseThrow());
            Map<String, String> redirects = new LinkedHashMap<>();
            compiled.redirects()
                    .forEach(redirect -> redirects.put(redirect.key().text(), redirect.value()));
            assertThat(redirects).isEqualTo(Vectors.filter(wanted).redirect());
        }
    }

    private static List<String> texts(List<FilterEntry> entries) {
        return entries.stream().map(FilterEntry::text).toList();
    }

    private static Stream<Arguments> cases(String section) {
        return Vectors.section(section).flatMap(group -> {
            Decider decider = decider(group);
            return Vectors.array(group, "cases")
                    .map(JsonObject.class::cast)
                    .map(vector -> Arguments.of(Vectors.string(group, "name").orElseThrow(), decider, vector));
        });
    }

    private static Decider decider(JsonObject group) {
        return CompiledFilter.compile(Vectors.filter(Vectors.object(group, "filter")), Vectors.policies(group))
                .orElseThrow()
                .withContext(
                        SearchList.of(Vectors.strings(group, "search")),
                        LocalNames.of(Vectors.strings(group, "hosts")));
    }

    static Stream<Arguments> decisions() {
        return cases("decisions");
    }

    @ParameterizedTest(name = "{0} [{index}]")
    @MethodSource("decisions")
    void decision(String name, Decider decider, JsonObject vector) {
        Question question = new Question(
                Transport.valueOf(
                        Vectors.string(vector, "protocol").orElseThrow().toUpperCase(Locale.ROOT)),
                IpAddress.parse(Vectors.string(vector, "address").orElseThrow()),
                Integer.parseInt(((JsonNumber) vector.get("port").orElseThrow()).text()),
                Vectors.strings(vector, "names").stream().map(HostName::of).toList());

        Decision decision = decider.decide(question);

        assertThat(decision.side().text())
                .isEqualTo(Vectors.string(vector, "side").orElseThrow());
        assertThat(decision.entry()).isEqualTo(Vectors.string(vector, "entry"));
        assertThat(decision.source().text())
                .isEqualTo(Vectors.string(vector, "source").orElseThrow());
        Vectors.string(vector, "from")
                .map(from -> Origin.valueOf(from.toUpperCase(Locale.ROOT)))
                .ifPresent(origin -> assertThat(
                                decider.connect(question, decision, origin).text())
                        .isEqualTo(Vectors.string(vector, "connect").orElseThrow()));
    }

    static Stream<Arguments> dns() {
        return cases("dns");
    }

    @ParameterizedTest(name = "{0} [{index}]")
    @MethodSource("dns")
    void nameDecision(String name, Decider decider, JsonObject vector) {
        HostName ask = HostName.of(Vectors.string(vector, "ask").orElseThrow());
        NameDecision decision = Vectors.string(vector, "answeredBy")
                .map(full -> decider.decideName(ask, HostName.of(full)))
                .orElseGet(() -> decider.decideName(ask));

        assertThat(decision.side().text())
                .isEqualTo(Vectors.string(vector, "side").orElseThrow());
        assertThat(decision.askRemoteFirst()).isEqualTo(bool(vector, "askRemoteFirst"));
        if (vector.get("loopback").isPresent()) {
            assertThat(decision.loopback()).isEqualTo(bool(vector, "loopback"));
        }
        assertThat(decision.because().side()).isEqualTo(decision.side());
    }

    private static boolean bool(JsonObject object, String key) {
        return ((JsonBoolean) object.get(key).orElseThrow()).value();
    }

    static Stream<Arguments> olderForms() {
        return Vectors.section("mirrord")
                .map(vector -> Arguments.of(Vectors.string(vector, "json").orElseThrow(), vector));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("olderForms")
    void olderForm(String json, JsonObject vector) {
        if (vector.get("error").isPresent()) {
            assertThatExceptionOfType(FilterException.class)
                    .isThrownBy(() -> OlderForm.convert(json))
                    .satisfies(e -> assertThat(e.errors().getFirst().code().text())
                            .isEqualTo(Vectors.string(vector, "error").orElseThrow()));
        } else {
            OlderForm converted = OlderForm.convert(json);
            assertThat(converted.filter()).isEqualTo(Vectors.filter(Vectors.object(vector, "filter")));
            assertThat(converted.ignored().stream().map(IgnoredKey::path).toList())
                    .isEqualTo(Vectors.strings(vector, "ignored"));
            assertThat(converted.ignored())
                    .allSatisfy(key -> assertThat(key.reason()).isNotBlank());
        }
    }

    static Stream<Arguments> hashes() {
        return named("hash");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hashes")
    void hash(String name, JsonObject vector) {
        CompiledFilter compiled = CompiledFilter.compile(
                        Vectors.filter(Vectors.object(vector, "filter")), Vectors.policies(vector))
                .orElseThrow();
        assertThat(compiled.canonicalJson())
                .isEqualTo(Vectors.string(vector, "canonical").orElseThrow());
        assertThat(compiled.hash()).isEqualTo(Vectors.string(vector, "sha256").orElseThrow());
    }
}
