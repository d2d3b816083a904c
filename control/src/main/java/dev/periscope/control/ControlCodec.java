package dev.periscope.control;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;

/** JSON form of the control channel's messages. Immutable, safe for use by many threads. */
public final class ControlCodec {

    /** Version of the control channel, {@code major.minor}. Peers of one major version understand each other. */
    public static final String VERSION = "1.0";

    /** Path of the WebSocket on the operator's control port. */
    public static final String PATH = "/v1/agent";

    /** Longest message either side accepts, in bytes: a full filter, 16 clients and a large environment fit well. */
    public static final int MAX_MESSAGE_BYTES = 4 << 20;

    private static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxDocumentLength(MAX_MESSAGE_BYTES)
                            .maxNestingDepth(16)
                            .build())
                    .build())
            .addModule(new Jdk8Module())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            // Absent or null: only what is optional may be, and that is never null.
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.NON_ABSENT))
            .build();

    private ControlCodec() {}

    /** @return the message as one JSON object */
    public static String encode(AgentMessage message) {
        return write(message);
    }

    /** @return the message as one JSON object */
    public static String encode(OperatorMessage message) {
        return write(message);
    }

    /** @throws MalformedMessageException if the text is not a message of an agent */
    public static AgentMessage decodeAgentMessage(String text) throws MalformedMessageException {
        return read(text, AgentMessage.class);
    }

    /** @throws MalformedMessageException if the text is not a message of the operator */
    public static OperatorMessage decodeOperatorMessage(String text) throws MalformedMessageException {
        return read(text, OperatorMessage.class);
    }

    private static String write(Object message) {
        try {
            return JSON.writeValueAsString(message);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a control message has no JSON form: " + message.getClass(), e);
        }
    }

    private static <T> T read(String text, Class<T> kind) throws MalformedMessageException {
        try {
            T message = JSON.readValue(text, kind);
            if (message == null) {
                throw new MalformedMessageException(kind.getSimpleName() + ": expected an object, found null", null);
            }
            return message;
        } catch (JsonProcessingException | NullPointerException e) {
            // Jackson's message may quote the source; a token or an environment value must not reach a log.
            String where =
                    e instanceof JsonProcessingException json ? json.getClass().getSimpleName() : "missing field";
            throw new MalformedMessageException(kind.getSimpleName() + ": " + where, e);
        }
    }
}
