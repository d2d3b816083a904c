package dev.periscope.client.outgoing;

import dev.periscope.client.flow.Flow;
import dev.periscope.filter.Question;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/** What is to become of a connection a process is about to make. */
public sealed interface ConnectAnswer {

    /** Connect as if nothing were there. */
    record AsIs() implements ConnectAnswer {}

    /** Connect from this machine, but to another address. */
    record Elsewhere(InetSocketAddress address, Flow flow) implements ConnectAnswer {}

    /**
     * The agent connects.
     *
     * @param name the name the process asked for, if one is known
     * @param question what was decided, to be decided again when the filter changes
     */
    record ThroughAgent(InetAddress address, int port, Optional<String> name, Question question, Flow flow)
            implements ConnectAnswer {}

    /** Refused; the text is the rule. */
    record Refused(String text) implements ConnectAnswer {}

    /** There is no way: a redirect leads to a name this machine does not know. */
    record Unreachable(String text) implements ConnectAnswer {}
}
