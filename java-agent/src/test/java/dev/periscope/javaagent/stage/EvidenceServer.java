package dev.periscope.javaagent.stage;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;

/** A server on 127.0.0.1 that answers whatever it is sent with an HTTP response whose body is its own name. */
final class EvidenceServer {
    private final String name;
    private final ServerSocket listener;

    EvidenceServer(String name, ExecutorService threads) throws IOException {
        this.name = name;
        this.listener = new ServerSocket(0, 512, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        threads.execute(() -> accept(threads));
    }

    int port() {
        return listener.getLocalPort();
    }

    private void accept(ExecutorService threads) {
        while (true) {
            try {
                Socket socket = listener.accept();
                threads.execute(() -> answer(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void answer(Socket socket) {
        try (socket) {
            if (isRequest(socket.getInputStream())) {
                String response = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nConnection: close\r\nContent-Length: "
                        + name.length() + "\r\n\r\n" + name;
                socket.getOutputStream().write(response.getBytes(StandardCharsets.US_ASCII));
                socket.shutdownOutput();
                socket.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
            }
        } catch (IOException gone) {
            // The program under test says what it missed.
        }
    }

    private static boolean isRequest(InputStream in) throws IOException {
        int newlines = 0;
        while (newlines < 2) {
            int b = in.read();
            if (b < 0) {
                return false;
            }
            newlines = b == '\n' ? newlines + 1 : b == '\r' ? newlines : 0;
        }
        return true;
    }
}
