package dev.periscope.filter.entry;

/** The protocol of a flow: what a question has. */
public enum Transport {
    TCP,
    UDP
}
