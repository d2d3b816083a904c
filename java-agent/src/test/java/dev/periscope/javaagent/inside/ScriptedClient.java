package dev.periscope.javaagent.inside;

import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/** Gives one answer to every question; none means that the client is gone. */
final class ScriptedClient implements Client {
    final List<String> asked = new ArrayList<>();
    String answer = "";

    static ScriptedClient answering(String answer) {
        ScriptedClient client = new ScriptedClient();
        client.answer = answer;
        return client;
    }

    @Override
    public Answer ask(String verb, String fields) throws IOException {
        asked.add(verb + " " + fields);
        if (answer.isEmpty()) {
            throw new IOException("the Periscope client is gone");
        }
        return Answer.parse(answer, "1");
    }

    @Override
    public boolean servesDns(InetAddress address) {
        return address.getHostAddress().equals("127.0.0.53");
    }
}
