package dev.periscope.javaagent.stage;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.concurrent.ExecutorService;

/** A relay and the server behind it in one: answers each datagram as a function of it. */
final class DatagramServer {
    interface Service {
        byte[] answer(byte[] datagram);
    }

    private final DatagramSocket socket;
    private final Service service;

    DatagramServer(Service service, ExecutorService threads) throws IOException {
        this.service = service;
        this.socket = new DatagramSocket(0, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        threads.execute(this::serve);
    }

    int port() {
        return socket.getLocalPort();
    }

    private void serve() {
        byte[] buffer = new byte[2_048];
        while (true) {
            try {
                DatagramPacket in = new DatagramPacket(buffer, buffer.length);
                socket.receive(in);
                byte[] out = service.answer(java.util.Arrays.copyOf(buffer, in.getLength()));
                socket.send(new DatagramPacket(out, out.length, in.getSocketAddress()));
            } catch (IOException closed) {
                return;
            }
        }
    }
}
