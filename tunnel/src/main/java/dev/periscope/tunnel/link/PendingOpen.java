package dev.periscope.tunnel.link;

import dev.periscope.tunnel.message.Errno;
import dev.periscope.tunnel.wire.Failure;
import dev.periscope.tunnel.wire.FrameType;
import dev.periscope.tunnel.wire.Opened;
import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An OPEN that waits for the agent's answer. Belongs to the event loop. */
final class PendingOpen implements PendingStream {

    private final ServerLink link;
    private final MuxStream stream;
    private final List<Runnable> onAbandoned = new ArrayList<>();
    private boolean answered;
    private boolean abandoned;

    PendingOpen(ServerLink link, MuxStream stream) {
        this.link = link;
        this.stream = stream;
    }

    @Override
    public EventLoop eventLoop() {
        return link.eventLoop();
    }

    @Override
    public boolean isAbandoned() {
        return abandoned;
    }

    @Override
    public void onAbandoned(Runnable action) {
        if (abandoned) {
            action.run();
        } else {
            onAbandoned.add(action);
        }
    }

    void abandon() {
        if (!answered && !abandoned) {
            abandoned = true;
            onAbandoned.forEach(Runnable::run);
            onAbandoned.clear();
        }
    }

    @Override
    public LinkStream accept(Optional<InetSocketAddress> source) {
        answer();
        if (!abandoned) {
            link.core().send(FrameType.OPENED, stream.id(), new Opened(stream.window(), source)::writeTo);
        }
        return stream;
    }

    @Override
    public void refuse(Errno errno, String text) {
        answer();
        if (!abandoned) {
            link.core().send(FrameType.FAILED, stream.id(), new Failure(errno, text)::writeTo);
            stream.fail(errno, text);
        }
    }

    void refuseIfOpen(Errno errno, String text) {
        if (!answered) {
            refuse(errno, text);
        }
    }

    private void answer() {
        if (answered) {
            throw new IllegalStateException("stream " + stream.id() + " was answered before");
        }
        answered = true;
        link.answered(stream.id());
    }
}
