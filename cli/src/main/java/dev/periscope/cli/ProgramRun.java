package dev.periscope.cli;

import dev.periscope.client.AttachedSession;
import dev.periscope.client.SessionEnd;
import dev.periscope.client.SessionException;
import dev.periscope.client.SessionException.Kind;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/** Starts the program with the session's environment and interception, and sees to its end. */
final class ProgramRun {
    /** How long a JVM may take to say that it is intercepted. */
    static final Duration GREETING = Duration.ofSeconds(30);

    /** When it is said of another program that nothing of it is intercepted. */
    static final Duration NOTICE = Duration.ofSeconds(10);

    /** How long a program has from SIGTERM to SIGKILL. */
    static final Duration GRACE = Duration.ofSeconds(10);

    private static final int SIGINT = 2;

    private final AttachedSession session;
    private final List<String> command;
    private final ProgramMixin options;
    private final PrintWriter err;
    private final Map<String, String> own;

    ProgramRun(
            AttachedSession session,
            List<String> command,
            ProgramMixin options,
            PrintWriter err,
            Map<String, String> own) {
        this.session = session;
        this.command = List.copyOf(command);
        this.options = options;
        this.err = err;
        this.own = own;
    }

    /** The program's exit status; 128 and the signal's number if a signal ended it. */
    int run(Interruption interruption) throws SessionException {
        Map<String, String> environment =
                ProgramEnvironment.of(own, session.environment(), session.socket(), AgentJar.find());
        Process program = start(command, environment);
        try (FlowLogFile _ = FlowLogFile.open(options.flowLog(), session)) {
            interruption.tell(signal -> interrupted(program, signal));
            return await(program, command.getFirst());
        } finally {
            end(program);
        }
    }

    private static Process start(List<String> command, Map<String, String> environment) throws SessionException {
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new SessionException(
                    Kind.PROGRAM,
                    "The program \"" + command.getFirst() + "\" cannot be started: " + reason(e)
                            + "; give its path after --.",
                    e);
        }
    }

    private static String reason(IOException e) {
        String message = String.valueOf(e.getMessage());
        if (message.matches("(?s).*error[=:] ?2\\b.*")) {
            return "there is no such file on the PATH";
        }
        return message.matches("(?s).*error[=:] ?13\\b.*") ? "it may not be executed" : message;
    }

    private int await(Process program, String name) throws SessionException {
        CompletableFuture<Integer> exit = program.onExit().thenApply(Process::exitValue);
        CompletableFuture<SessionEnd> ended = session.ended().toCompletableFuture();
        CompletableFuture<Void> notIntercepted = notIntercepted(name);
        try {
            CompletableFuture.anyOf(exit, ended, notIntercepted).get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SessionException known) {
                throw known;
            }
            throw new SessionException(Kind.PROGRAM, "The program was lost: " + e.getMessage() + ".", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SessionException(Kind.PROGRAM, "Interrupted.", e);
        }
        if (exit.isDone()) {
            noticeOnce();
            return exit.join();
        }
        SessionEnd end = ended.join();
        throw new SessionException(end.kind(), end.message() + " The program was ended with it.");
    }

    /** Fails for a JVM that does not greet in time: it would reach the machine's own network. Never completes otherwise. */
    private CompletableFuture<Void> notIntercepted(String name) {
        CompletableFuture<Void> fault = new CompletableFuture<>();
        boolean jvm = Path.of(name).getFileName().toString().matches("java(\\.exe)?");
        if (!jvm) {
            CompletableFuture.delayedExecutor(NOTICE.toMillis(), TimeUnit.MILLISECONDS)
                    .execute(this::noticeOnce);
        }
        session.intercepted()
                .toCompletableFuture()
                .copy()
                .orTimeout(GREETING.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((greeted, failure) -> {
                    if (failure instanceof TimeoutException) {
                        if (jvm) {
                            fault.completeExceptionally(new SessionException(
                                    Kind.PROGRAM,
                                    "The program did not say that it is intercepted within " + GREETING.toSeconds()
                                            + " s, so it was ended; is it a Java run time without java.instrument?"));
                        }
                    } else if (failure != null) {
                        fault.completeExceptionally(failure);
                    }
                });
        return fault;
    }

    /** Says, at most once, that the program is not in the session, as nothing of it has said so. */
    private void noticeOnce() {
        if (!session.intercepted().toCompletableFuture().isDone() && !noticed.getAndSet(true)) {
            err.println(
                    "periscope: \"" + command.getFirst() + "\" is not intercepted: no Java program in it has started,"
                            + " and programs in other languages use this machine's own network; run your Java program"
                            + " under periscope itself.");
            err.flush();
        }
    }

    private final AtomicBoolean noticed = new AtomicBoolean();
    private final AtomicBoolean askedOnce = new AtomicBoolean();

    private void interrupted(Process program, int signal) {
        // On a terminal Ctrl-C reaches the program too, which may want to live on, as a shell does.
        boolean programKnows = signal == SIGINT
                && Optional.ofNullable(System.console())
                        .filter(Console::isTerminal)
                        .isPresent();
        if (!programKnows || askedOnce.getAndSet(true)) {
            program.destroy();
        }
    }

    /** First asked, then forced; what the program started goes with it when it must be forced. */
    private static void end(Process program) {
        if (!program.isAlive()) {
            return;
        }
        List<ProcessHandle> descendants = program.descendants().toList();
        program.destroy();
        try {
            if (program.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        program.destroyForcibly();
        descendants.forEach(ProcessHandle::destroyForcibly);
    }
}
