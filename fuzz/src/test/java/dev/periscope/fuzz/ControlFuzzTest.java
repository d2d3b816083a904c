package dev.periscope.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.periscope.control.AgentMessage;
import dev.periscope.control.ControlCodec;
import dev.periscope.control.MalformedMessageException;
import dev.periscope.control.OperatorMessage;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;

/** Any text is a message or is refused; a message has all its fields, and comes back as it went. */
class ControlFuzzTest {
    @FuzzTest(maxDuration = "1m")
    void agentMessage(byte[] data) {
        try {
            AgentMessage message = ControlCodec.decodeAgentMessage(new String(data, StandardCharsets.UTF_8));
            complete((Record) message);
            check(ControlCodec.decodeAgentMessage(ControlCodec.encode(message)).equals(message), message);
        } catch (MalformedMessageException e) {
            check(e.getMessage() != null && !e.getMessage().isBlank(), e);
        }
    }

    @FuzzTest(maxDuration = "1m")
    void operatorMessage(byte[] data) {
        try {
            OperatorMessage message = ControlCodec.decodeOperatorMessage(new String(data, StandardCharsets.UTF_8));
            complete((Record) message);
            check(
                    ControlCodec.decodeOperatorMessage(ControlCodec.encode(message))
                            .equals(message),
                    message);
        } catch (MalformedMessageException e) {
            check(e.getMessage() != null && !e.getMessage().isBlank(), e);
        }
    }

    private static void complete(Record message) {
        for (RecordComponent component : message.getClass().getRecordComponents()) {
            Object value;
            try {
                value = component.getAccessor().invoke(message);
            } catch (ReflectiveOperationException e) {
                throw new LinkageError(component + " cannot be read", e);
            }
            check(value != null, component + " of " + message);
            switch (value) {
                case Record nested -> complete(nested);
                case Iterable<?> values ->
                    values.forEach(nested -> {
                        if (nested instanceof Record one) {
                            complete(one);
                        }
                    });
                default -> {}
            }
        }
    }

    private static void check(boolean holds, Object got) {
        if (!holds) {
            throw new AssertionError(String.valueOf(got));
        }
    }
}
