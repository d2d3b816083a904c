package dev.periscope.client.source;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Holds plain maps and lists against the records of {@code periscope.dev/v1alpha1}: unknown fields, missing ones, wrong
 * types, values outside of an enum or a pattern. The same rules as the CRD's schema, told with the file's own places.
 */
final class SpecShape {
    private final List<Fault> faults = new ArrayList<>();

    private SpecShape() {}

    static List<Fault> check(String path, Object value, Class<? extends Record> shape) {
        SpecShape checker = new SpecShape();
        checker.object(path, value, shape);
        return checker.faults;
    }

    private void object(String path, Object value, Class<?> shape) {
        if (!(value instanceof Map<?, ?> map)) {
            expected(path, "an object", value);
            return;
        }
        Map<String, RecordComponent> fields = new LinkedHashMap<>();
        for (RecordComponent component : shape.getRecordComponents()) {
            fields.put(name(component), component);
        }
        map.forEach((key, element) -> {
            RecordComponent component = fields.get(String.valueOf(key));
            String child = path + "." + key;
            if (component == null) {
                faults.add(new Fault(
                        child, 0, "there is no such field; expected one of " + String.join(", ", fields.keySet())));
            } else {
                field(child, element, component);
            }
        });
        fields.forEach((name, component) -> {
            if (annotation(component, Required.class) != null && !map.containsKey(name)) {
                faults.add(new Fault(path + "." + name, 0, "is missing"));
            }
        });
    }

    private void field(String path, Object value, RecordComponent component) {
        Size size = annotation(component, Size.class);
        Pattern pattern = annotation(component, Pattern.class);
        value(path, value, component.getAnnotatedType());
        if (value instanceof String text) {
            bounded(path, text.length(), size, "characters");
            if (pattern != null && !text.matches(pattern.value())) {
                faults.add(new Fault(path, 0, "\"" + text + "\" does not have the form " + pattern.value()));
            }
        } else if (value instanceof List<?> list) {
            bounded(path, list.size(), size, "entries");
        } else if (value instanceof Map<?, ?> map && size != null) {
            bounded(path, map.size(), size, "entries");
        }
    }

    private void value(String path, Object value, AnnotatedType annotated) {
        Class<?> type = raw(annotated);
        if (type == String.class) {
            if (!(value instanceof String)) {
                expected(path, "a text" + (value instanceof Map || value instanceof List ? "" : " in quotes"), value);
            }
        } else if (type.isEnum()) {
            String allowed =
                    Arrays.stream(type.getEnumConstants()).map(Object::toString).collect(Collectors.joining(", "));
            if (!(value instanceof String text)
                    || Arrays.stream(type.getEnumConstants())
                            .noneMatch(constant -> constant.toString().equals(text))) {
                expected(path, "one of " + allowed, value);
            }
        } else if (type == List.class) {
            list(path, value, annotated);
        } else if (type == Map.class) {
            if (!(value instanceof Map<?, ?> map)) {
                expected(path, "an object", value);
            } else {
                map.forEach((key, element) -> value(path + "[" + key + "]", element, argument(annotated, 1)));
            }
        } else if (type.isRecord()) {
            object(path, value, type);
        } else if (type == boolean.class || type == Boolean.class) {
            if (!(value instanceof Boolean)) {
                expected(path, "true or false", value);
            }
        } else if (!(value instanceof Long)) {
            expected(path, "a whole number", value);
        }
    }

    private void list(String path, Object value, AnnotatedType annotated) {
        if (!(value instanceof List<?> list)) {
            expected(path, "a list", value);
            return;
        }
        AnnotatedType element = argument(annotated, 0);
        for (int i = 0; i < list.size(); i++) {
            value(path + "[" + i + "]", list.get(i), element);
        }
    }

    private void bounded(String path, int length, @org.jspecify.annotations.Nullable Size size, String what) {
        if (size != null && (length < size.min() || length > size.max())) {
            faults.add(new Fault(
                    path, 0, "has " + length + " " + what + "; expected " + size.min() + " to " + size.max()));
        }
    }

    private void expected(String path, String what, Object found) {
        String shown = found instanceof Map ? "an object" : found instanceof List ? "a list" : "\"" + found + "\"";
        faults.add(new Fault(path, 0, "expected " + what + ", found " + shown));
    }

    private static String name(RecordComponent component) {
        JsonProperty renamed = annotation(component, JsonProperty.class);
        return renamed == null || renamed.value().isEmpty() ? component.getName() : renamed.value();
    }

    /** Annotations of a component stand on its field or accessor when they do not target components. */
    private static <A extends java.lang.annotation.Annotation> @org.jspecify.annotations.Nullable A annotation(
            RecordComponent component, Class<A> type) {
        A direct = component.getAnnotation(type);
        if (direct != null) {
            return direct;
        }
        A onAccessor = component.getAccessor().getAnnotation(type);
        if (onAccessor != null) {
            return onAccessor;
        }
        try {
            return component
                    .getDeclaringRecord()
                    .getDeclaredField(component.getName())
                    .getAnnotation(type);
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException("every component has its field", e);
        }
    }

    private static Class<?> raw(AnnotatedType annotated) {
        return switch (annotated.getType()) {
            case Class<?> type -> type;
            case java.lang.reflect.ParameterizedType type -> (Class<?>) type.getRawType();
            default -> throw new IllegalStateException("a spec has no " + annotated.getType());
        };
    }

    private static AnnotatedType argument(AnnotatedType annotated, int index) {
        return ((AnnotatedParameterizedType) annotated).getAnnotatedActualTypeArguments()[index];
    }
}
