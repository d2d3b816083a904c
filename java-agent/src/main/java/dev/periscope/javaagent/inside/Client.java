package dev.periscope.javaagent.inside;

import java.io.IOException;
import java.net.InetAddress;

/** The Periscope client as the hooks see it: questions of docs/protocols/local.md in, answers out. Safe for any number of threads. */
interface Client {
    /**
     * Asks and waits for the answer. The thread's interrupt status is as before when this returns or throws.
     *
     * @param verb {@code RESOLVE} or {@code CONNECT}
     * @param fields what follows the question's id
     * @throws IOException if the client is gone, refuses this process, or gave an answer that cannot be read; the message says so
     */
    Answer ask(String verb, String fields) throws IOException;

    /** Whether the client answers DNS in place of this address of the machine's {@code resolv.conf}. */
    boolean servesDns(InetAddress address);
}
