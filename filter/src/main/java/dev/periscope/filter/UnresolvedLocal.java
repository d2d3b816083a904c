package dev.periscope.filter;

/** What a local name means that the local resolver does not know. */
public enum UnresolvedLocal {
    /** The machine itself, 127.0.0.1 and ::1. */
    LOOPBACK,
    /** No such name. */
    FAIL
}
