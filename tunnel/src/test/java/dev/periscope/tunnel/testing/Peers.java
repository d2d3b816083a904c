package dev.periscope.tunnel.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Plain blocking sockets on both outer ends: the application and the server it talks to. */
public final class Peers implements AutoCloseable {

    private final int socketBuffer;
    private final ServerSocket listener;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** @param socketBuffer size of each socket's buffers; 0 leaves the system's */
    public Peers(int socketBuffer) throws IOException {
        this.socketBuffer = socketBuffer;
        this.listener = new ServerSocket();
        if (socketBuffer > 0) {
            listener.setReceiveBufferSize(socketBuffer);
        }
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 256);
    }

    /** @return where the server listens */
    public InetSocketAddress server() {
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    /** @return threads for blocking work */
    public ExecutorService threads() {
        return threads;
    }

    /** @return the next connection the server gets */
    public Socket accept() throws IOException {
        Socket socket = listener.accept();
        if (socketBuffer > 0) {
            socket.setSendBufferSize(socketBuffer);
        }
        return socket;
    }

    /** @return a connection of the application */
    public Socket connect(InetSocketAddress to) throws IOException {
        Socket socket = new Socket();
        if (socketBuffer > 0) {
            socket.setReceiveBufferSize(socketBuffer);
            socket.setSendBufferSize(socketBuffer);
        }
        socket.connect(to, 10_000);
        return socket;
    }

    /** Runs an exchange over {@code streams} connections at once, one after the other accepted. */
    public void exchange(InetSocketAddress through, int streams, Exchange application, Exchange server)
            throws Exception {
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < streams; i++) {
            Socket app = connect(through);
            Socket peer = accept();
            running.add(threads.submit(() -> {
                application.over(app, threads);
                return null;
            }));
            running.add(threads.submit(() -> {
                server.over(peer, threads);
                return null;
            }));
        }
        for (Future<?> one : running) {
            one.get(120, TimeUnit.SECONDS);
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        threads.shutdownNow();
    }
}
