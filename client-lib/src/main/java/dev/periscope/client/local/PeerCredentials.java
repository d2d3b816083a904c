package dev.periscope.client.local;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.nio.NioChannelOption;
import java.nio.file.attribute.UserPrincipal;
import jdk.net.ExtendedSocketOptions;
import jdk.net.UnixDomainPrincipal;
import org.jspecify.annotations.Nullable;

/**
 * Refuses processes of other users, by what the kernel says of the peer (unix(7), SO_PEERCRED). Where the platform
 * cannot tell, the socket's mode is what keeps others out.
 */
final class PeerCredentials extends ChannelInboundHandlerAdapter {
    private static final String SELF = System.getProperty("user.name", "");

    @Override
    public void channelActive(ChannelHandlerContext context) {
        UserPrincipal peer = userOf(context.channel());
        if (peer != null && !peer.getName().equals(SELF)) {
            context.writeAndFlush(new LocalAnswer.Bye("this session belongs to another user").line() + "\n")
                    .addListener(ChannelFutureListener.CLOSE);
            return;
        }
        context.pipeline().remove(this);
        context.fireChannelActive();
    }

    private static @Nullable UserPrincipal userOf(Channel channel) {
        UnixDomainPrincipal credentials =
                channel.config().getOption(NioChannelOption.of(ExtendedSocketOptions.SO_PEERCRED));
        return credentials == null ? null : credentials.user();
    }
}
