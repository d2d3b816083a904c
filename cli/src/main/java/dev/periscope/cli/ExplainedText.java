package dev.periscope.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.periscope.client.explain.Explained;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An explanation in lines for people. Pure. */
final class ExplainedText {
    private ExplainedText() {}

    static String of(Explained explained) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("destination", explained.destination()));
        rows.add(List.of("side", explained.side()));
        rows.add(List.of("entry", explained.entry().orElse("none") + " (" + explained.source() + ")"));
        explained.nameSide().ifPresent(side -> rows.add(List.of("name", "resolved on the side " + side)));
        explained.remote().ifPresent(text -> rows.add(List.of("remote", text)));
        explained.local().ifPresent(text -> rows.add(List.of("local", text)));
        rows.add(List.of("connect", connect(explained.connect())));
        StringBuilder text = new StringBuilder(Columns.align(rows));
        for (int i = 0; i < explained.steps().size(); i++) {
            text.append("  %d. %s%n".formatted(i + 1, explained.steps().get(i)));
        }
        return text.toString();
    }

    static String json(Explained explained) throws JsonProcessingException {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("destination", explained.destination());
        fields.put("side", explained.side());
        explained.entry().ifPresent(entry -> fields.put("entry", entry));
        fields.put("source", explained.source());
        fields.put("connect", explained.connect());
        explained.nameSide().ifPresent(side -> fields.put("nameSide", side));
        explained.remote().ifPresent(text -> fields.put("remote", text));
        explained.local().ifPresent(text -> fields.put("local", text));
        fields.put("steps", explained.steps());
        return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(fields) + "\n";
    }

    private static String connect(String what) {
        return switch (what) {
            case "as-is" -> "as if nothing were there";
            case "by-name" -> "to the name as this machine resolves it, else to loopback";
            case "agent" -> "from the target pod";
            case "refused" -> "refused";
            default -> "redirected to " + what;
        };
    }
}
