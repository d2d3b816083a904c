package dev.periscope.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.periscope.gateway.agents.FirstBytes;
import dev.periscope.gateway.hello.ClientHello;
import dev.periscope.gateway.hello.SessionName;
import dev.periscope.tunnel.gateway.DialBack;
import dev.periscope.tunnel.gateway.Nonce;
import dev.periscope.tunnel.gateway.RegistrationFrames;
import dev.periscope.tunnel.gateway.RegistrationMessage;
import dev.periscope.tunnel.wire.MalformedFrameException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.DecoderException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** What strangers may send to a gateway's two ports. */
class GatewayFuzzTest {

    /** With more, broken UTF-8 may grow beyond the longest message when it is written again. */
    private static final int MAX_REGISTRATION = RegistrationFrames.MAX_BYTES / 3;

    /** A hello is understood alike however much of it has come, and asks for more only when more can help. */
    @FuzzTest(maxDuration = "1m")
    void hello(byte[] data) {
        ByteBuf in = Unpooled.wrappedBuffer(data);
        ClientHello.Outcome outcome = ClientHello.parse(in);
        check(in.readerIndex() == 0 && in.writerIndex() == data.length, "the buffer as it was");
        switch (outcome) {
            case ClientHello.Outcome.Incomplete(int total) ->
                check(total > data.length && total <= ClientHello.MAX_BYTES + 5, "a bounded wish: " + total);
            case ClientHello.Outcome.Name(String name) -> {
                check(name.chars().allMatch(c -> c > ' ' && c < 0x7f) && name.length() <= 255, "a host name: " + name);
                SessionName.uid(name).ifPresent(uid -> check(!uid.isEmpty() && uid.length() <= 64, "a UID: " + uid));
            }
            case ClientHello.Outcome.Malformed(String text) -> check(!text.isBlank(), "a reason");
        }
        ClientHello.Outcome half = ClientHello.parse(in.slice(0, data.length / 2));
        check(half instanceof ClientHello.Outcome.Incomplete || half.equals(outcome), half + " to stay: " + outcome);
    }

    /** Registration messages are read or refused; what was read is written in one form. */
    @FuzzTest(maxDuration = "1m")
    void registration(byte[] data) {
        if (data.length == 0 || data.length > MAX_REGISTRATION) {
            return;
        }
        ByteBuf framed = Unpooled.buffer().writeShort(data.length).writeBytes(data);
        @Nullable RegistrationMessage message = read(framed);
        if (message != null) {
            byte[] once = write(message);
            RegistrationMessage again = read(Unpooled.wrappedBuffer(once));
            check(again != null && Arrays.equals(write(again), once), "one form for one message: " + message);
            check(
                    !(message instanceof RegistrationMessage.Register register) || register.generation() >= 1,
                    "a generation from 1");
        }
    }

    private static @Nullable RegistrationMessage read(ByteBuf framed) {
        EmbeddedChannel channel = new EmbeddedChannel(new RegistrationFrames());
        try {
            channel.writeInbound(framed);
            return channel.readInbound();
        } catch (DecoderException e) {
            check(e.getCause() instanceof MalformedFrameException, "no other refusal: " + e);
            return null;
        } finally {
            channel.finishAndReleaseAll();
        }
    }

    private static byte[] write(RegistrationMessage message) {
        EmbeddedChannel channel = new EmbeddedChannel(new RegistrationFrames());
        channel.writeOutbound(message);
        ByteBuf written = channel.readOutbound();
        byte[] bytes = ByteBufUtil.getBytes(written);
        written.release();
        channel.finishAndReleaseAll();
        return bytes;
    }

    /** The agents' port tells its two kinds of connections apart, and passes on every byte that is not its own. */
    @FuzzTest(maxDuration = "1m")
    void firstBytes(byte[] data) {
        if (data.length < 2) {
            return;
        }
        byte[] sent = Arrays.copyOfRange(data, 1, data.length);
        Kinds kinds = new Kinds();
        EmbeddedChannel channel = new EmbeddedChannel(new FirstBytes(Duration.ofHours(1), kinds));
        int step = 1 + (data[0] & 0xff);
        for (int at = 0; at < sent.length && channel.isOpen(); at += step) {
            channel.writeInbound(Unpooled.copiedBuffer(sent, at, Math.min(step, sent.length - at)));
        }
        ByteBuf passed = Unpooled.buffer();
        for (ByteBuf next = channel.readInbound(); next != null; next = channel.readInbound()) {
            passed.writeBytes(next);
            next.release();
        }
        boolean preface =
                sent.length >= DialBack.LENGTH && Arrays.equals(sent, 0, 5, new byte[] {'P', 'S', 'D', 'B', 1}, 0, 5);
        check(kinds.control == (sent[0] == 0x16), "a control connection by its first byte");
        check((kinds.nonce != null) == preface, "a dial-back by its preface");
        if (kinds.nonce != null) {
            check(kinds.nonce.hex().equals(HexFormat.of().formatHex(sent, 5, DialBack.LENGTH)), "the nonce sent");
        }
        if (kinds.control || preface) {
            int own = preface ? DialBack.LENGTH : 0;
            check(passed.equals(Unpooled.wrappedBuffer(sent, own, sent.length - own)), "the rest, untouched");
        } else {
            check(!passed.isReadable(), "nothing passed on");
        }
        channel.finishAndReleaseAll();
    }

    private static final class Kinds implements FirstBytes.Next {
        private boolean control;
        private @Nullable Nonce nonce;

        @Override
        public void control(ChannelHandlerContext ctx) {
            control = true;
        }

        @Override
        public void dialBack(ChannelHandlerContext ctx, Nonce read) {
            nonce = read;
        }
    }

    private static void check(boolean holds, String expected) {
        if (!holds) {
            throw new AssertionError("expected " + expected);
        }
    }
}
