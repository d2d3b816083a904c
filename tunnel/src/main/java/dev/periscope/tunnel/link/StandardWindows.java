package dev.periscope.tunnel.link;

/** 256 KiB, then 1 MiB for streams that drain, the minimum for everyone once half of the link's memory is used. */
final class StandardWindows implements WindowPolicy {

    private static final int START = 256 << 10;
    private static final int LARGE = 1 << 20;

    @Override
    public int start(Session session) {
        return roomy(session) ? START : LinkOptions.MINIMUM_WINDOW;
    }

    @Override
    public int grow(Session session, int window, long drainNanos) {
        return roomy(session) ? Math.max(window, LARGE) : window;
    }

    private static boolean roomy(Session session) {
        return session.bufferedBytes() < session.capBytes() / 2;
    }
}
