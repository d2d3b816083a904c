package dev.periscope.gateway.directory;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.periscope.gateway.directory.SessionTable.Session;
import dev.periscope.tunnel.key.KeyHash;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Picks the few fields the gateway needs out of lists and watch events of the Kubernetes API, as they stream by; nothing
 * else is kept, so that the size of sessions does not matter.
 */
final class SessionJson {

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(64)
                    .maxStringLength(2 << 20)
                    .build())
            .build();

    private SessionJson() {}

    /** One page of a list. */
    record Page(List<Session> sessions, String resourceVersion, String next) {}

    /**
     * One event of a watch.
     *
     * @param type ADDED, MODIFIED, DELETED, BOOKMARK or ERROR
     * @param code the HTTP code of an ERROR, otherwise 0
     */
    record Event(String type, String uid, String resourceVersion, Optional<KeyHash> agentKey, int code) {}

    static JsonParser parser(InputStream in) throws IOException {
        return JSON.createParser(in);
    }

    static Page page(InputStream in) throws IOException {
        try (JsonParser json = parser(in)) {
            List<Session> sessions = new ArrayList<>();
            ObjectFields list = new ObjectFields();
            expect(json.nextToken(), JsonToken.START_OBJECT);
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                if (name.equals("items") && value == JsonToken.START_ARRAY) {
                    while (json.nextToken() == JsonToken.START_OBJECT) {
                        ObjectFields item = new ObjectFields();
                        item.readObject(json);
                        sessions.add(new Session(item.uid, item.agentKey));
                    }
                } else {
                    list.readField(name, json);
                }
            }
            return new Page(sessions, list.resourceVersion, list.next);
        }
    }

    /** @return the next event; empty at the end of the watch */
    static Optional<Event> event(JsonParser json) throws IOException {
        JsonToken start = json.nextToken();
        if (start == null) {
            return Optional.empty();
        }
        expect(start, JsonToken.START_OBJECT);
        String type = "";
        ObjectFields object = new ObjectFields();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (name.equals("type")) {
                type = json.getText();
            } else if (name.equals("object") && value == JsonToken.START_OBJECT) {
                object.readObject(json);
            } else {
                json.skipChildren();
            }
        }
        return Optional.of(new Event(type, object.uid, object.resourceVersion, object.agentKey, object.code));
    }

    private static void expect(JsonToken found, JsonToken expected) throws IOException {
        if (found != expected) {
            throw new IOException("the API server's answer is not the JSON that was expected");
        }
    }

    /** The fields of interest of a session, a list or a Status. */
    private static final class ObjectFields {
        private String uid = "";
        private String resourceVersion = "";
        private String next = "";
        private Optional<KeyHash> agentKey = Optional.empty();
        private int code;

        void readObject(JsonParser json) throws IOException {
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                readField(name, json);
            }
        }

        void readField(String name, JsonParser json) throws IOException {
            if (json.currentToken() == JsonToken.START_OBJECT
                    && (name.equals("metadata") || name.equals("status") || name.equals("agent"))) {
                readObject(json);
            } else if (json.currentToken() == JsonToken.VALUE_STRING) {
                readText(name, json.getText());
            } else if (name.equals("code") && json.currentToken() == JsonToken.VALUE_NUMBER_INT) {
                code = json.getIntValue();
            } else {
                json.skipChildren();
            }
        }

        private void readText(String name, String value) {
            switch (name) {
                case "uid" -> uid = value;
                case "resourceVersion" -> resourceVersion = value;
                case "continue" -> next = value;
                case "publicKeyHash" -> agentKey = hash(value);
                default -> {
                    // Not of interest.
                }
            }
        }

        /** Only the operator writes it; a value that is no hash lets nobody register. */
        private static Optional<KeyHash> hash(String value) {
            try {
                return Optional.of(new KeyHash(value));
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }
    }
}
