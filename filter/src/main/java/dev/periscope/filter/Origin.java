package dev.periscope.filter;

/** Where the address of a flow came from. */
public enum Origin {
    /** The process had it: an address literal, or a name nobody saw. */
    PROCESS,
    /** The machine's own resolver, its hosts file included. */
    LOCAL,
    /** The resolver beside the target pod. */
    REMOTE
}
