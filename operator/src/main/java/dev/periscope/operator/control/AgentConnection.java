package dev.periscope.operator.control;

import dev.periscope.control.OperatorMessage;

/** One agent's WebSocket, equal to itself only. Thread-safe; nothing blocks. */
public interface AgentConnection {

    /** Sends, or drops the message if the connection is gone. */
    void send(OperatorMessage message);

    /** Closes; further messages are dropped. */
    void close();
}
