package dev.periscope.client;

/** Told what is waited for, while something takes time. Called from any thread, one call at a time; must not block. */
@FunctionalInterface
public interface Progress {
    /** Tells nobody. */
    Progress SILENT = step -> {};

    /** What is done or waited for now, without a full stop: {@code waiting for deployment/orders: no ready pod}. */
    void step(String what);
}
