package dev.periscope.client.source;

import dev.periscope.client.SessionDraft;
import dev.periscope.client.SessionException;
import dev.periscope.client.SessionException.Kind;
import dev.periscope.crds.v1alpha1.MirrorSessionSpec;
import dev.periscope.filter.FilterError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A session file: a {@code MirrorSession} in YAML or JSON, or the older JSON form. Everything that can be known to be
 * wrong without the cluster is found here, with file, line and column.
 *
 * @param draft the session it describes
 * @param ignored what of an older file has no meaning here and why, one line each
 */
public record SessionFile(SessionDraft draft, List<String> ignored) {
    private static final String API_VERSION = "periscope.dev/v1alpha1";
    private static final String KIND = "MirrorSession";

    public SessionFile {
        ignored = List.copyOf(ignored);
    }

    /** @throws SessionException with every fault, each pointing at its place */
    public static SessionFile read(Path file) throws SessionException {
        try {
            return parse(file.toString(), Files.readString(file, StandardCharsets.UTF_8));
        } catch (NoSuchFileException e) {
            throw new SessionException(
                    Kind.INVALID,
                    "There is no file " + file + "; -f takes a MirrorSession in YAML, or an older JSON file.",
                    e);
        } catch (IOException e) {
            throw new SessionException(
                    Kind.INVALID, "The file " + file + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    static SessionFile parse(String name, String text) throws SessionException {
        SourceText source = new SourceText(name, text);
        if (isOlder(text)) {
            OlderSource.Older older = OlderSource.read(source);
            return new SessionFile(
                    new SessionDraft(older.namespace(), Optional.empty(), older.spec()), older.ignored());
        }
        List<SourceTree> documents = YamlSource.read(source);
        if (documents.size() != 1) {
            throw new SessionException(
                    Kind.INVALID,
                    name + ": expected one object of kind MirrorSession, found " + documents.size() + " objects.");
        }
        return new SessionFile(draft(documents.getFirst()), List.of());
    }

    /** A JSON document without {@code kind}; comments before its brace are common. */
    private static boolean isOlder(String text) {
        String withoutComments = text.replaceAll("(?s)/\\*.*?\\*/", "")
                .replaceAll("(?m)^\\s*//.*$", "")
                .strip();
        return withoutComments.startsWith("{") && !text.contains("\"kind\"") && !text.contains("apiVersion");
    }

    private static SessionDraft draft(SourceTree tree) throws SessionException {
        Map<String, Object> root = tree.root();
        List<Fault> faults = new ArrayList<>();
        requireText(root, "apiVersion", API_VERSION, faults);
        requireText(root, "kind", KIND, faults);
        Map<String, Object> metadata = map(root.get("metadata"));
        Map<String, Object> spec = map(root.get("spec"));
        if (!(root.get("spec") instanceof Map)) {
            faults.add(new Fault("spec", 0, "is missing; expected at least spec.target"));
        } else {
            faults.addAll(SpecShape.check("spec", spec, MirrorSessionSpec.class));
            for (FilterError error : SpecFilter.errors(spec)) {
                faults.add(new Fault(error.path(), error.position(), error.message()));
            }
        }
        if (!faults.isEmpty()) {
            throw tree.failure(faults);
        }
        return new SessionDraft(text(metadata, "namespace"), text(metadata, "name"), spec);
    }

    private static void requireText(Map<String, Object> root, String field, String wanted, List<Fault> faults) {
        if (!wanted.equals(root.get(field))) {
            faults.add(new Fault(
                    field,
                    0,
                    root.containsKey(field)
                            ? "expected " + wanted + ", found \"" + root.get(field) + "\""
                            : "is missing; expected " + wanted));
        }
    }

    private static Optional<String> text(Map<String, Object> map, String key) {
        return map.get(key) instanceof String text && !text.isBlank() ? Optional.of(text) : Optional.empty();
    }

    private static Map<String, Object> map(@org.jspecify.annotations.Nullable Object value) {
        Map<String, Object> typed = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, element) -> typed.put(String.valueOf(key), element));
        }
        return typed;
    }
}
