package dev.periscope.client.source;

import dev.periscope.client.SessionException;
import dev.periscope.client.SessionException.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads YAML 1.2 (JSON is YAML too) with the place of each field. Aliases are bounded by the parser. */
final class YamlSource {
    private static final String REDIRECT = "spec.outgoing.redirect";

    private final Map<String, Integer> places = new HashMap<>();

    private YamlSource() {}

    /** The documents of the file that hold something. */
    static List<SourceTree> read(SourceText source) throws SessionException {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(source.name())
                .setAllowDuplicateKeys(false)
                .setMaxAliasesForCollections(20)
                .setCodePointLimit(1 << 20)
                .build();
        try {
            List<SourceTree> trees = new ArrayList<>();
            for (Node document : new Compose(settings).composeAllFromString(source.text())) {
                YamlSource reader = new YamlSource();
                Object value = reader.value("", document);
                if (value instanceof Map<?, ?> map && !map.isEmpty()) {
                    trees.add(new SourceTree(source, stringKeys(map), reader.places));
                } else if (value != null && !(value instanceof Map)) {
                    throw new SessionException(
                            Kind.INVALID,
                            source.pointAt(index(document.getStartMark()), "expected an object of kind MirrorSession"));
                }
            }
            return trees;
        } catch (MarkedYamlEngineException e) {
            String problem = e.getProblem() == null ? "not YAML" : "not YAML: " + e.getProblem();
            throw new SessionException(Kind.INVALID, source.pointAt(index(e.getProblemMark()), problem), e);
        } catch (YamlEngineException e) {
            throw new SessionException(Kind.INVALID, source.name() + ": not YAML: " + e.getMessage(), e);
        }
    }

    private @org.jspecify.annotations.Nullable Object value(String path, Node node) {
        places.put(path, index(node.getStartMark()));
        return switch (node) {
            case MappingNode mapping -> map(path, mapping);
            case SequenceNode sequence -> list(path, sequence);
            case ScalarNode scalar -> scalar(scalar);
            default -> throw new IllegalStateException("a composed document has no node of " + node.getNodeType());
        };
    }

    private Map<String, Object> map(String path, MappingNode mapping) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            String key = tuple.getKeyNode() instanceof ScalarNode name ? name.getValue() : "?";
            String child = path.isEmpty() ? key : path.equals(REDIRECT) ? path + "[" + key + "]" : path + "." + key;
            Object value = value(child, tuple.getValueNode());
            // Faults of a redirect are mostly in its key.
            if (path.equals(REDIRECT)) {
                places.put(child, index(tuple.getKeyNode().getStartMark()));
            }
            if (value != null) {
                map.put(key, value);
            }
        }
        return map;
    }

    private List<Object> list(String path, SequenceNode sequence) {
        List<Object> list = new ArrayList<>();
        for (Node element : sequence.getValue()) {
            Object value = value(path + "[" + list.size() + "]", element);
            list.add(value == null ? "" : value);
        }
        return list;
    }

    private static @org.jspecify.annotations.Nullable Object scalar(ScalarNode scalar) {
        String text = scalar.getValue();
        Tag tag = scalar.getTag();
        if (tag.equals(Tag.NULL)) {
            return null;
        }
        if (tag.equals(Tag.BOOL)) {
            return Boolean.valueOf(text);
        }
        if (tag.equals(Tag.INT) && text.matches("-?[0-9]{1,15}")) {
            return Long.valueOf(text);
        }
        return text;
    }

    private static Map<String, Object> stringKeys(Map<?, ?> map) {
        Map<String, Object> typed = new LinkedHashMap<>();
        map.forEach((key, value) -> typed.put(String.valueOf(key), value));
        return typed;
    }

    private static int index(Optional<Mark> mark) {
        return mark.map(Mark::getIndex).orElse(0);
    }
}
