package dev.periscope.filter;

/** What becomes of flows that a changed filter would place elsewhere; those it denies are closed in any case. */
public enum OnChange {
    /** They are left to finish. */
    DRAIN,
    /** They are closed. */
    RESET
}
