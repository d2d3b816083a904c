package dev.periscope.agent.resolve;

import dev.periscope.agent.dns.DnsResponse;

/** What the pod's name servers, taken together, said to one question. */
sealed interface Reply {

    /** A server answered; the code is NO_ERROR or NO_SUCH_NAME. */
    record Answered(DnsResponse message) implements Reply {}

    /** Every server that answered at all had a failure to tell. */
    record Failed(String text) implements Reply {}

    /** No server answered in time. */
    record Silent(String text) implements Reply {}
}
