package dev.periscope.tunnel.testing;

import dev.periscope.tunnel.link.LinkOptions;
import dev.periscope.tunnel.link.LinkServer;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;

/** Speaks to an agent's end in bytes, so that it can say what no client would. Without TLS. */
public final class RawClient implements AutoCloseable {

    /** HELLO of version 1.0 of a software called "t". */
    public static final String HELLO =
            "01000015" + "00000000" + "50534350" + "01000002" + "0100" + "02000002" + "0100" + "03000001" + "74";

    private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Socket socket;
    private final DataInputStream in;

    /** @param handler the agent */
    public RawClient(LinkOptions options, LinkServer.Handler handler) throws Exception {
        InetSocketAddress address = (InetSocketAddress) new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .childOption(ChannelOption.AUTO_READ, false)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        LinkServer.start(channel, options, handler);
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .sync()
                .channel()
                .localAddress();
        socket = new Socket(address.getAddress(), address.getPort());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(10_000);
        in = new DataInputStream(socket.getInputStream());
    }

    /** @param hex bytes, white space ignored */
    public void send(String hex) throws IOException {
        socket.getOutputStream().write(HexFormat.of().parseHex(hex.replaceAll("\\s", "")));
    }

    /** @return the next frame the agent sends */
    public Frame next() throws IOException {
        long header = in.readLong();
        byte[] body = new byte[(int) (header >>> 32) & 0xff_ffff];
        in.readFully(body);
        return new Frame((int) (header >>> 56), (int) header, HexFormat.of().formatHex(body));
    }

    /** @return the next frame of that type; others are passed over */
    public Frame next(int type) throws IOException {
        Frame frame = next();
        while (frame.type() != type) {
            frame = next();
        }
        return frame;
    }

    /** @return whether the agent has closed the connection and sent nothing more */
    public boolean isClosed() throws IOException {
        return in.read() < 0;
    }

    /**
     * A frame.
     *
     * @param type code
     * @param id stream or request
     * @param body in hex
     */
    public record Frame(int type, int id, String body) {

        /** @return the body from the given byte on, as text */
        public String text(int from) {
            return new String(
                    HexFormat.of().parseHex(body.substring(2 * from)), java.nio.charset.StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
        loop.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
