package dev.periscope.tunnel.link;

/** What was asked of a link cannot be answered: it ended, or never came to be. */
public final class LinkEndedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient LinkEnd end;

    LinkEndedException(LinkEnd end) {
        super(end.reason() + ": " + end.text());
        this.end = end;
    }

    /** @return why the link ended */
    public LinkEnd end() {
        return end;
    }
}
