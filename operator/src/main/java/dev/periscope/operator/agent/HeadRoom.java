package dev.periscope.operator.agent;

/** What is left under a target pod's memory limit, where it has one. */
public sealed interface HeadRoom {

    /** Less than this, and an agent (about 50 MiB) beside the app would be a danger to it. */
    long MINIMUM_BYTES = 96L << 20;

    /** Measured. */
    record Known(long bytes) implements HeadRoom {}

    /**
     * Not measured.
     *
     * @param why for people, such as that there is no metrics API
     */
    record Unknown(String why) implements HeadRoom {}
}
