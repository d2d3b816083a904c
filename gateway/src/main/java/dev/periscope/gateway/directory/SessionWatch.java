package dev.periscope.gateway.directory;

import static dev.periscope.gateway.log.EventLog.field;

import com.fasterxml.jackson.core.JsonParser;
import dev.periscope.gateway.directory.SessionTable.Session;
import dev.periscope.gateway.log.EventLog;
import dev.periscope.gateway.log.LogKey;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Keeps a {@link SessionTable} as the Kubernetes API has it: lists, then watches from there on, and lists again when the
 * server no longer knows that point (410). Needs list and watch on {@code mirrorsessions} in all namespaces. While the
 * server is away, what was known last stays. One thread of its own, which is the only one that blocks.
 */
public final class SessionWatch implements AutoCloseable {

    private static final String SESSIONS = "/apis/periscope.dev/v1alpha1/mirrorsessions";
    private static final int PAGE = 500;
    private static final int GONE = 410;
    private static final int LIST_READ_MILLIS = 30_000;

    /** The server sends a bookmark about every minute; silence beyond that means that the connection is dead. */
    private static final int WATCH_READ_MILLIS = 90_000;

    private static final int WATCH_SECONDS = 240;
    private static final long FIRST_WAIT_MILLIS = 200;
    private static final long LAST_WAIT_MILLIS = 10_000;

    private final ApiServer api;
    private final SessionTable table;
    private final EventLog log;
    private final RandomGenerator random;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private long waitMillis = FIRST_WAIT_MILLIS;

    private SessionWatch(ApiServer api, SessionTable table, EventLog log, RandomGenerator random) {
        this.api = api;
        this.table = table;
        this.log = log;
        this.random = random;
        this.thread = Thread.ofPlatform().name("session-watch").daemon().unstarted(this::run);
    }

    /** @return a running watch; to be closed by the caller */
    public static SessionWatch start(ApiServer api, SessionTable table, EventLog log, RandomGenerator random) {
        SessionWatch watch = new SessionWatch(api, table, log, random);
        watch.thread.start();
        return watch;
    }

    /**
     * Nothing is told of from now on. The thread itself ends with the server's next word, or with the process: the JDK's
     * client lets nobody close a connection another thread reads from without waiting for that read.
     */
    @Override
    public void close() {
        closed.countDown();
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    private void run() {
        String from = "";
        while (!isClosed()) {
            try {
                from = from.isEmpty() ? list() : watch(from);
                waitMillis = FIRST_WAIT_MILLIS;
            } catch (IOException | RuntimeException e) {
                if (e instanceof ApiServer.ApiException api && api.code() == GONE) {
                    from = "";
                }
                pause(e);
            }
        }
    }

    private void pause(Exception why) {
        if (isClosed()) {
            return;
        }
        log.warn("sessions cannot be read", field(LogKey.text, why.getMessage() == null ? why : why.getMessage()));
        long wait = waitMillis / 2 + random.nextLong(waitMillis / 2 + 1);
        waitMillis = Math.min(LAST_WAIT_MILLIS, 2 * waitMillis);
        try {
            closed.await(wait, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            closed.countDown();
        }
    }

    /** @return the resource version of the list */
    private String list() throws IOException {
        List<Session> all = new ArrayList<>();
        String next = "";
        String version;
        do {
            String query = "?limit=" + PAGE + (next.isEmpty() ? "" : "&continue=" + encode(next));
            try (ApiServer.Answer answer = api.get(SESSIONS + query, LIST_READ_MILLIS)) {
                SessionJson.Page page = SessionJson.page(answer.body());
                all.addAll(page.sessions());
                next = page.next();
                version = page.resourceVersion();
            }
        } while (!next.isEmpty());
        table.replace(all);
        log.info("sessions were listed", field(LogKey.count, all.size()));
        return version;
    }

    /** @return where to go on; empty if the server no longer knows where this was */
    private String watch(String from) throws IOException {
        String query = "?watch=true&allowWatchBookmarks=true&timeoutSeconds=" + WATCH_SECONDS + "&resourceVersion="
                + encode(from);
        String at = from;
        try (ApiServer.Answer answer = api.get(SESSIONS + query, WATCH_READ_MILLIS);
                JsonParser json = SessionJson.parser(answer.body())) {
            for (Optional<SessionJson.Event> next = SessionJson.event(json);
                    next.isPresent();
                    next = SessionJson.event(json)) {
                SessionJson.Event event = next.get();
                if (isClosed()) {
                    return at;
                }
                if (event.type().equals("ERROR")) {
                    return "";
                }
                apply(event);
                at = event.resourceVersion();
            }
        } catch (ApiServer.ApiException e) {
            throw e;
        } catch (IOException e) {
            // The connection broke in the middle of things, which is no reason to read everything again.
            if (at.equals(from)) {
                throw e;
            }
        }
        return at;
    }

    private void apply(SessionJson.Event event) {
        switch (event.type()) {
            case "ADDED", "MODIFIED" -> table.put(new Session(event.uid(), event.agentKey()));
            case "DELETED" -> table.remove(event.uid());
            default -> {
                // A bookmark has a resource version and nothing else.
            }
        }
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
