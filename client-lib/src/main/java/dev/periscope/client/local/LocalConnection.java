package dev.periscope.client.local;

import dev.periscope.client.local.LocalRequest.Broken;
import dev.periscope.client.local.LocalRequest.Connect;
import dev.periscope.client.local.LocalRequest.Hello;
import dev.periscope.client.local.LocalRequest.Malformed;
import dev.periscope.client.local.LocalRequest.Peer;
import dev.periscope.client.local.LocalRequest.Resolve;
import dev.periscope.client.outgoing.AddressText;
import dev.periscope.client.outgoing.NameAnswer;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.TooLongFrameException;
import java.io.IOException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** One connection of a mechanism to the daemon: lines in, lines out, in any order. Owned by the event loop. */
final class LocalConnection extends SimpleChannelInboundHandler<String> {
    private static final int VERSION = 1;

    private final LocalDaemon daemon;
    private @Nullable AskingProcess process;

    LocalConnection(LocalDaemon daemon) {
        this.daemon = daemon;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, String line) {
        switch (RequestLine.parse(line)) {
            case Hello hello when process == null -> greet(context, hello);
            case Hello again -> bye(context, "HELLO comes once");
            case Malformed malformed -> bye(context, "expected " + malformed.expected());
            case LocalRequest request when process == null -> bye(context, "expected HELLO first");
            case Resolve resolve -> resolve(context, process, resolve);
            case Connect connect -> answer(context, daemon.connects().connect(process, connect));
            case Peer peer ->
                answer(
                        context,
                        daemon.peers()
                                .find(peer.port())
                                .<LocalAnswer>map(found -> new LocalAnswer.Original(
                                        peer.id(), AddressText.of(found.address()), found.port()))
                                .orElseGet(() -> new LocalAnswer.None(peer.id())));
            case Broken broken -> daemon.listener().broken(process.asker(), broken.text());
        }
    }

    private void greet(ChannelHandlerContext context, Hello hello) {
        AskingProcess greeted = daemon.process(hello, context.channel().id().asLongText());
        process = greeted;
        greeted.connected();
        answer(
                context,
                new LocalAnswer.Welcome(
                        Math.min(VERSION, hello.version()), daemon.sessionName(), daemon.nameserverTexts()));
        daemon.listener().hello(greeted.asker());
    }

    private void resolve(ChannelHandlerContext context, AskingProcess asking, Resolve request) {
        answer(
                context,
                daemon.traffic()
                        .name(asking.asker(), request.family(), request.name())
                        .thenApply(answer -> line(request.id(), answer)));
    }

    private static LocalAnswer line(String id, NameAnswer answer) {
        return switch (answer) {
            case NameAnswer.Found found ->
                new LocalAnswer.Addresses(
                        id,
                        found.ttl().toSeconds(),
                        found.addresses().stream()
                                .limit(80) // as many as fit into a line
                                .map(AddressText::of)
                                .toList());
            case NameAnswer.NoSuchName no -> new LocalAnswer.NoSuchName(id, no.text());
            case NameAnswer.NoData none -> new LocalAnswer.NoData(id);
            case NameAnswer.TryAgain again -> new LocalAnswer.TryAgain(id, again.text());
        };
    }

    private static void answer(ChannelHandlerContext context, CompletionStage<LocalAnswer> coming) {
        coming.thenAccept(answer -> answer(context, answer));
    }

    private static void answer(ChannelHandlerContext context, LocalAnswer answer) {
        context.writeAndFlush(answer.line() + "\n");
    }

    private static void bye(ChannelHandlerContext context, String reason) {
        context.writeAndFlush(new LocalAnswer.Bye(reason).line() + "\n").addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (process != null) {
            daemon.disconnected(process);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof TooLongFrameException) {
            bye(context, "a line has at most " + RequestLine.MAX_BYTES + " bytes");
        } else if (cause instanceof IOException) {
            context.close();
        } else {
            daemon.listener().failed(cause);
            context.close();
        }
    }
}
