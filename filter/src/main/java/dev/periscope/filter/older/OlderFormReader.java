package dev.periscope.filter.older;

import dev.periscope.filter.FilterError;
import dev.periscope.filter.FilterException;
import dev.periscope.filter.OutgoingFilter;
import dev.periscope.filter.Side;
import dev.periscope.filter.entry.FilterEntry;
import dev.periscope.filter.entry.SyntaxCode;
import dev.periscope.filter.json.JsonSyntaxException;
import dev.periscope.filter.json.JsonValue;
import dev.periscope.filter.json.JsonValue.JsonArray;
import dev.periscope.filter.json.JsonValue.JsonBoolean;
import dev.periscope.filter.json.JsonValue.JsonNull;
import dev.periscope.filter.json.JsonValue.JsonObject;
import dev.periscope.filter.json.JsonValue.JsonString;
import dev.periscope.filter.json.JsonValue.Member;
import java.util.ArrayList;
import java.util.List;

/** Walks one document of the older form. A null is as an absent key, down to the filter itself. */
final class OlderFormReader {
    private static final String NETWORK = "feature.network";
    private static final String OUTGOING = NETWORK + ".outgoing";
    private static final String FILTER = OUTGOING + ".filter";

    private final String text;
    private final List<IgnoredKey> ignored = new ArrayList<>();
    private boolean anyOutgoing = true;
    private boolean tcp = true;
    private boolean udp = true;
    private List<FilterEntry> local = List.of();
    private List<FilterEntry> remote = List.of();

    OlderFormReader(String text) {
        this.text = text;
    }

    OlderForm read(JsonValue root) {
        for (Member member : object(root, "the document").members()) {
            if (member.key().equals("feature")) {
                feature(member.value());
            } else {
                ignore(member.key());
            }
        }
        return new OlderForm(filter(), ignored);
    }

    private OutgoingFilter filter() {
        if (!anyOutgoing) {
            return OutgoingFilter.NONE.withDefault(Side.LOCAL);
        }
        return Protocols.apply(local, remote, tcp, udp);
    }

    private void feature(JsonValue feature) {
        if (feature instanceof JsonNull) {
            return;
        }
        for (Member member : object(feature, "feature").members()) {
            if (member.key().equals("network")) {
                network(member.value());
            } else {
                ignore("feature." + member.key());
            }
        }
    }

    private void network(JsonValue network) {
        switch (network) {
            case JsonNull none -> {}
            case JsonBoolean(int at, boolean on) -> anyOutgoing = on;
            case JsonObject object -> {
                for (Member member : object.members()) {
                    if (member.key().equals("outgoing")) {
                        outgoing(member.value());
                    } else {
                        ignore(NETWORK + "." + member.key());
                    }
                }
            }
            default -> throw wrong(network, NETWORK, "an object, true or false");
        }
    }

    private void outgoing(JsonValue outgoing) {
        switch (outgoing) {
            case JsonNull none -> {}
            case JsonBoolean(int at, boolean on) -> anyOutgoing = on;
            case JsonObject object -> {
                for (Member member : object.members()) {
                    switch (member.key()) {
                        case "tcp" -> tcp = onOff(member, OUTGOING);
                        case "udp" -> udp = onOff(member, OUTGOING);
                        case "filter" -> lists(member.value());
                        default -> ignore(OUTGOING + "." + member.key());
                    }
                }
            }
            default -> throw wrong(outgoing, OUTGOING, "an object, true or false");
        }
    }

    private boolean onOff(Member member, String parent) {
        return switch (member.value()) {
            case JsonNull none -> true;
            case JsonBoolean(int at, boolean on) -> on;
            default -> throw wrong(member.value(), parent + "." + member.key(), "true or false");
        };
    }

    private void lists(JsonValue filter) {
        if (filter instanceof JsonNull) {
            return;
        }
        JsonObject object = object(filter, FILTER);
        List<FilterError> errors = new ArrayList<>();
        for (Member member : object.members()) {
            switch (member.key()) {
                case "local" -> local = entries(member, errors);
                case "remote" -> remote = entries(member, errors);
                default ->
                    throw fault(
                            member.position(),
                            FILTER + "." + member.key(),
                            "only \"local\" or \"remote\" inside the filter");
            }
        }
        if (object.members().isEmpty()) {
            throw fault(object.position(), FILTER, "\"local\" or \"remote\" inside the filter");
        }
        if (object.members().size() == 2) {
            throw fault(
                    SyntaxCode.CONFLICT,
                    object.position(),
                    FILTER,
                    "either \"local\" or \"remote\"; only in a session may both stand side by side");
        }
        if (!errors.isEmpty()) {
            throw new FilterException(errors);
        }
    }

    private List<FilterEntry> entries(Member list, List<FilterError> errors) {
        String path = FILTER + "." + list.key();
        return switch (list.value()) {
            case JsonString one ->
                OlderEntry.parse(path, one.value(), errors).stream().toList();
            case JsonArray(int at, List<JsonValue> elements) -> {
                if (elements.isEmpty()) {
                    throw fault(at, path, "at least one entry; leave the list out to filter nothing");
                }
                List<FilterEntry> entries = new ArrayList<>();
                for (int i = 0; i < elements.size(); i++) {
                    String element = path + "[" + i + "]";
                    if (!(elements.get(i) instanceof JsonString(int where, String entry))) {
                        throw wrong(elements.get(i), element, "a string");
                    }
                    OlderEntry.parse(element, entry, errors).ifPresent(entries::add);
                }
                yield entries;
            }
            default -> throw wrong(list.value(), path, "a list of entries or one entry");
        };
    }

    private JsonObject object(JsonValue value, String path) {
        if (value instanceof JsonObject object) {
            return object;
        }
        throw wrong(value, path, "an object");
    }

    private void ignore(String path) {
        ignored.add(IgnoredKey.of(path));
    }

    private FilterException wrong(JsonValue value, String path, String expected) {
        return fault(value.position(), path, expected + ", not " + value.kind());
    }

    private FilterException fault(int position, String path, String expected) {
        return fault(SyntaxCode.JSON, position, path, expected);
    }

    private FilterException fault(SyntaxCode code, int position, String path, String expected) {
        String message =
                String.valueOf(JsonSyntaxException.at(text, position, expected).getMessage());
        return new FilterException(List.of(new FilterError(path, "", code, position, message)));
    }
}
