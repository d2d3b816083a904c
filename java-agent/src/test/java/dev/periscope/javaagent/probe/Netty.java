package dev.periscope.javaagent.probe;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.SingletonDnsServerAddressStreamProvider;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Netty's transports. Written for 4.1, runs on 4.2 as well. */
final class Netty {
    private final EventLoopGroup loops;
    private final Class<? extends SocketChannel> stream;
    private final Class<? extends DatagramChannel> datagram;

    private Netty(
            EventLoopGroup loops, Class<? extends SocketChannel> stream, Class<? extends DatagramChannel> datagram) {
        this.loops = loops;
        this.stream = stream;
        this.datagram = datagram;
    }

    static void addTo(Probe probe, int local) {
        new Netty(new NioEventLoopGroup(1), NioSocketChannel.class, NioDatagramChannel.class)
                .addTo(probe, "NIO", local);
        new Netty(new EpollEventLoopGroup(1), EpollSocketChannel.class, EpollDatagramChannel.class)
                .addTo(probe, "epoll", local);
        probe.add("epoll: fast open", Netty::fastOpen);
        probe.add("io_uring", Netty::uring);
    }

    private void addTo(Probe probe, String name, int local) {
        probe.add(name + ": stream", () -> stream(bootstrap(), Peer.inventory()));
        probe.add(
                name + ": stream by name",
                () -> stream(bootstrap(), InetSocketAddress.createUnresolved("inventory.shop.svc", 8080)));
        probe.add(name + ": slow stream", () -> stream(bootstrap(), Peer.at(198, 51, 100, 5, 8080)));
        probe.add(
                name + ": loopback",
                () -> stream(bootstrap(), Peer.at(127, 0, 0, 1, local)).replace(":" + local, ""));
        probe.add(name + ": refused", () -> stream(bootstrap(), Peer.at(198, 51, 100, 1, 80)));
        probe.add(name + ": no route", () -> stream(bootstrap(), Peer.at(198, 51, 100, 2, 80)));
        probe.add(name + ": denied", () -> stream(bootstrap(), Peer.at(192, 0, 2, 66, 80)));
        probe.add(name + ": datagram", () -> datagram(false));
        probe.add(name + ": connected datagram", () -> datagram(true));
        probe.add(name + ": DNS", this::dns);
    }

    private Bootstrap bootstrap() {
        return new Bootstrap().group(loops).channel(stream);
    }

    private static String stream(Bootstrap bootstrap, InetSocketAddress address) throws Exception {
        CompletableFuture<String> body = new CompletableFuture<>();
        StringBuilder text = new StringBuilder();
        bootstrap.handler(new SimpleChannelInboundHandler<ByteBuf>() {
            @Override
            protected void channelRead0(ChannelHandlerContext context, ByteBuf in) {
                text.append(in.toString(StandardCharsets.US_ASCII));
            }

            @Override
            public void channelInactive(ChannelHandlerContext context) {
                body.complete(Peer.body(text.toString()));
            }
        });
        Channel channel = bootstrap.connect(address).sync().channel();
        channel.writeAndFlush(Unpooled.wrappedBuffer(Peer.REQUEST)).sync();
        String remote = Peer.show(channel.remoteAddress());
        return body.get(10, TimeUnit.SECONDS) + " " + remote;
    }

    private String datagram(boolean connect) throws Exception {
        InetSocketAddress echo = Peer.at(192, 0, 2, 20, 7_000);
        CompletableFuture<String> answer = new CompletableFuture<>();
        Bootstrap bootstrap = new Bootstrap()
                .group(loops)
                .channel(datagram)
                .handler(new SimpleChannelInboundHandler<DatagramPacket>() {
                    @Override
                    protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
                        answer.complete(packet.content().toString(StandardCharsets.US_ASCII) + " "
                                + Peer.show(packet.sender()));
                    }
                });
        Channel channel = connect
                ? bootstrap.connect(echo).sync().channel()
                : bootstrap.bind(0).sync().channel();
        ByteBuf ping = Unpooled.copiedBuffer("ping", StandardCharsets.US_ASCII);
        channel.writeAndFlush(connect ? ping : new DatagramPacket(ping, echo)).sync();
        String remote = connect ? " " + Peer.show(channel.remoteAddress()) : "";
        String text = answer.get(10, TimeUnit.SECONDS) + remote;
        channel.close().sync();
        return text;
    }

    private String dns() throws Exception {
        try (DnsNameResolver resolver = new DnsNameResolverBuilder(loops.next())
                .datagramChannelType(datagram)
                .nameServerProvider(new SingletonDnsServerAddressStreamProvider(Peer.at(192, 0, 2, 53, 53)))
                .build()) {
            return resolver.resolve("anything.example")
                    .get(10, TimeUnit.SECONDS)
                    .getHostAddress();
        }
    }

    private static Object fastOpen() throws Exception {
        Bootstrap bootstrap = new Bootstrap()
                .group(new EpollEventLoopGroup(1))
                .channel(EpollSocketChannel.class)
                .option(ChannelOption.TCP_FASTOPEN_CONNECT, true)
                .option(EpollChannelOption.TCP_NODELAY, true);
        return stream(bootstrap, Peer.inventory());
    }

    /** By reflection: 4.1 does not have it. */
    private static Object uring() throws Exception {
        try {
            Class<?> uring = Class.forName("io.netty.channel.uring.IoUring");
            return uring.getMethod("isAvailable").invoke(null) + " "
                    + uring.getMethod("unavailabilityCause").invoke(null);
        } catch (ClassNotFoundException before42) {
            return "not there";
        }
    }
}
