package dev.periscope.tunnel.gateway;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.periscope.tunnel.wire.MalformedFrameException;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * JSON form of {@link RegistrationMessage}: one flat object with the field {@code type}. Fields and types that are not
 * known are passed over. Jackson's streaming part alone, because the agent has no room for more.
 */
final class RegistrationJson {

    private static final int MAX_UID = 64;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(4)
                    .maxStringLength(RegistrationFrames.MAX_BYTES)
                    .maxNumberLength(20)
                    .build())
            .build();

    private RegistrationJson() {}

    static String write(RegistrationMessage message) {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            switch (message) {
                case RegistrationMessage.Register register -> {
                    json.writeStringField("type", "register");
                    json.writeStringField("sessionUid", register.sessionUid());
                    json.writeNumberField("generation", register.generation());
                }
                case RegistrationMessage.Registered registered -> json.writeStringField("type", "registered");
                case RegistrationMessage.Refused refused -> {
                    json.writeStringField("type", "refused");
                    json.writeStringField("reason", refused.reason());
                    json.writeStringField("text", refused.text());
                }
                case RegistrationMessage.Dial dial -> {
                    json.writeStringField("type", "dial");
                    json.writeStringField("nonce", dial.nonce().hex());
                }
                case RegistrationMessage.Ping ping -> json.writeStringField("type", "ping");
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a string does not fail to be written to", e);
        }
        return out.toString();
    }

    /**
     * @return the message; empty for a type of a later version
     * @throws MalformedFrameException if it is no message
     */
    static Optional<RegistrationMessage> read(String text) throws MalformedFrameException {
        Map<String, String> fields = fields(text);
        String type = field(fields, "type", 20);
        try {
            return switch (type) {
                case "register" ->
                    Optional.of(new RegistrationMessage.Register(
                            field(fields, "sessionUid", MAX_UID), generation(field(fields, "generation", 10))));
                case "registered" -> Optional.of(new RegistrationMessage.Registered());
                case "refused" ->
                    Optional.of(new RegistrationMessage.Refused(
                            field(fields, "reason", 64), fields.getOrDefault("text", "")));
                case "dial" ->
                    Optional.of(new RegistrationMessage.Dial(new Nonce(field(fields, "nonce", 2 * Nonce.BYTES))));
                case "ping" -> Optional.of(new RegistrationMessage.Ping());
                default -> Optional.empty();
            };
        } catch (IllegalArgumentException e) {
            throw new MalformedFrameException("registration: " + type + ": a field is not what it should be");
        }
    }

    /** @throws IllegalArgumentException unless it is a number from 1 */
    private static int generation(String text) {
        int generation = Integer.parseInt(text);
        if (generation < 1) {
            throw new IllegalArgumentException("generations count from 1");
        }
        return generation;
    }

    private static String field(Map<String, String> fields, String name, int maxLength) throws MalformedFrameException {
        String value = fields.get(name);
        if (value == null || value.isEmpty() || value.length() > maxLength) {
            throw new MalformedFrameException(
                    "registration: expected the field " + name + " with 1.." + maxLength + " characters");
        }
        return value;
    }

    private static Map<String, String> fields(String text) throws MalformedFrameException {
        Map<String, String> fields = new HashMap<>();
        try (JsonParser json = JSON.createParser(text)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new MalformedFrameException("registration: expected a JSON object");
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                if (value != null && value.isScalarValue()) {
                    fields.put(name, String.valueOf(json.getText()));
                } else {
                    json.skipChildren();
                }
            }
        } catch (IOException e) {
            throw new MalformedFrameException(
                    "registration: expected a JSON object: " + e.getClass().getSimpleName());
        }
        return fields;
    }
}
