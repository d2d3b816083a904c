package dev.periscope.javaagent.inside;

import java.io.IOException;
import java.net.InetAddress;

/** In place of a client that cannot be asked: nothing leaves the machine. */
final class NoClient implements Client {
    @Override
    public Answer ask(String verb, String fields) throws IOException {
        throw new IOException("the Periscope agent has no client to ask");
    }

    @Override
    public boolean servesDns(InetAddress address) {
        return false;
    }
}
