package dev.periscope.agent.log;

/** Every key a line may have beside time, level and event. None may carry payload, tokens, keys or environment values. */
public enum Key {
    SESSION("session"),
    GENERATION("generation"),
    CLIENT("client"),
    OPERATOR("operator"),
    GATEWAY("gateway"),
    PROTOCOL("protocol"),
    DESTINATION("destination"),
    NAME("name"),
    SIDE("side"),
    SOURCE("source"),
    ENTRY("entry"),
    REVISION("revision"),
    HASH("hash"),
    COUNT("count"),
    BYTES("bytes"),
    MILLIS("millis"),
    TLS("tls"),
    STATUS("status"),
    REASON("reason");

    private final String text;

    Key(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }

    /** @return this key with the value's text */
    public Field of(Object value) {
        return new Field(this, value);
    }

    /** A key and its value, written as a JSON number for numbers and as a string otherwise. */
    public record Field(Key key, Object value) {}
}
