package dev.periscope.tunnel.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.periscope.tunnel.wire.MalformedFrameException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.DecoderException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistrationFramesTest {

    private final EmbeddedChannel channel = new EmbeddedChannel(new RegistrationFrames());

    @AfterEach
    void end() {
        channel.finishAndReleaseAll();
    }

    @Test
    void everyMessageComesBackAsItWentHoweverItIsCut() {
        for (RegistrationMessage message : List.of(
                new RegistrationMessage.Register("uid-1", 3),
                new RegistrationMessage.Registered(),
                new RegistrationMessage.Refused("WrongKey", "another \"key\""),
                new RegistrationMessage.Dial(new Nonce("0f".repeat(Nonce.BYTES))),
                new RegistrationMessage.Ping())) {
            channel.writeOutbound(message);
            ByteBuf written = channel.readOutbound();
            while (written.isReadable()) {
                channel.writeInbound(written.readRetainedSlice(1));
            }
            written.release();

            assertThat(read()).isEqualTo(message);
        }
    }

    @Test
    void typesAndFieldsOfALaterVersionArePassedOver() {
        channel.writeInbound(framed("{\"type\":\"later\"}"), framed("{\"type\":\"ping\",\"later\":{\"a\":[1]}}"));

        assertThat(read()).isEqualTo(new RegistrationMessage.Ping());
        assertThat(read()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"register\",\"sessionUid\":\"u\",\"generation\":0}",
                "{\"type\":\"register\",\"sessionUid\":\"u\",\"generation\":-1}",
                "{\"type\":\"register\",\"sessionUid\":\"u\",\"generation\":1.5}",
                "{\"type\":\"register\",\"sessionUid\":\"\",\"generation\":1}",
                "{\"type\":\"dial\",\"nonce\":\"0F\"}",
                "{\"type\":{}}",
                "[]",
                "{"
            })
    void whatIsNoMessageIsRefused(String text) {
        assertThatThrownBy(() -> channel.writeInbound(framed(text)))
                .isInstanceOf(DecoderException.class)
                .hasCauseInstanceOf(MalformedFrameException.class);
    }

    private @Nullable RegistrationMessage read() {
        return channel.readInbound();
    }

    private static ByteBuf framed(String text) {
        return Unpooled.buffer().writeShort(text.length()).writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }
}
