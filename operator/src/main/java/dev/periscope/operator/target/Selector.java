package dev.periscope.operator.target;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Map;

/** Label selectors as the API defines them ({@code meta/v1} LabelSelector). */
final class Selector {

    private Selector() {}

    static boolean matches(LabelSelector selector, Pod pod) {
        Map<String, String> labels = labels(pod);
        return contains(labels, selector.getMatchLabels())
                && selector.getMatchExpressions().stream().allMatch(requirement -> meets(labels, requirement));
    }

    static boolean matches(Map<String, String> selector, Pod pod) {
        return contains(labels(pod), selector);
    }

    private static boolean contains(Map<String, String> labels, Map<String, String> wanted) {
        return wanted == null || labels.entrySet().containsAll(wanted.entrySet());
    }

    private static boolean meets(Map<String, String> labels, LabelSelectorRequirement requirement) {
        String value = labels.get(requirement.getKey());
        return switch (requirement.getOperator()) {
            case "In" -> value != null && requirement.getValues().contains(value);
            case "NotIn" -> value == null || !requirement.getValues().contains(value);
            case "Exists" -> value != null;
            case "DoesNotExist" -> value == null;
            default -> false; // an operator of a later API selects nothing rather than everything
        };
    }

    private static Map<String, String> labels(Pod pod) {
        Map<String, String> labels = pod.getMetadata().getLabels();
        return labels == null ? Map.of() : labels;
    }
}
