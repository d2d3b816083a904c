package dev.periscope.javaagent.inside;

/**
 * How a thread's next connect happens. The hook before a call of {@code Net.connect} leaves the note, the hook inside takes it: nothing runs
 * between them that could connect.
 */
final class Manner {
    static final int BLOCKING = 0; // and above: the time-out in milliseconds
    static final int NON_BLOCKING = -1;
    static final int DATAGRAM = -2;

    private static final ThreadLocal<Integer> NEXT = new ThreadLocal<>();

    private Manner() {}

    static void next(int manner) {
        NEXT.set(manner);
    }

    static int take() {
        Integer manner = NEXT.get();
        if (manner == null) {
            return BLOCKING;
        }
        NEXT.remove();
        return manner;
    }
}
