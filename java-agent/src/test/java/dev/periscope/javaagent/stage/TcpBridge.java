package dev.periscope.javaagent.stage;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;

/** Takes one connection and copies between it and a server. */
final class TcpBridge {
    private final ServerSocket listener;
    private final int server;

    TcpBridge(int server, ExecutorService threads) throws IOException {
        this.server = server;
        this.listener = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        listener.setSoTimeout(10_000);
        threads.execute(() -> serve(threads));
    }

    int port() {
        return listener.getLocalPort();
    }

    private void serve(ExecutorService threads) {
        try (listener;
                Socket near = listener.accept();
                Socket far = new Socket("127.0.0.1", server)) {
            listener.close();
            threads.execute(() -> copy(near, far));
            copy(far, near);
        } catch (IOException unused) {
            // Nobody came within 10 s, or somebody went.
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException gone) {
            // The other direction ends by itself.
        }
    }
}
