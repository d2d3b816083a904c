package dev.periscope.javaagent.inside;

/** Time that only goes forward, from an origin of its own. A class, not a lambda: those cost time at start. */
class Ticker {
    long nanos() {
        return System.nanoTime();
    }
}
