package dev.periscope.client.source;

import dev.periscope.client.SessionException;
import dev.periscope.client.SessionException.Kind;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A file's content as plain maps, lists, strings, numbers and booleans, with the place of each field.
 *
 * @param places index in the text by field path; keys of {@code spec.outgoing.redirect} stand in brackets
 */
record SourceTree(SourceText source, Map<String, Object> root, Map<String, Integer> places) {

    /** All faults as one failure, each pointing at its place. */
    SessionException failure(List<Fault> faults) {
        return new SessionException(
                Kind.INVALID, faults.stream().map(this::describe).collect(Collectors.joining("\n")));
    }

    private String describe(Fault fault) {
        Integer place = places.get(fault.path());
        String message = fault.path() + ": " + fault.message();
        if (place != null) {
            return source.pointAt(inside(place, fault.offset()), message);
        }
        // The field itself is missing: point at what should hold it.
        int dot = fault.path().lastIndexOf('.');
        Integer parent = dot < 0 ? null : places.get(fault.path().substring(0, dot));
        return parent == null ? source.name() + ": " + message : source.pointAt(parent, message);
    }

    private int inside(int place, int offset) {
        boolean quoted =
                place < source.text().length() && "\"'".indexOf(source.text().charAt(place)) >= 0;
        return place + (quoted ? 1 : 0) + offset;
    }
}
