package dev.periscope.agent;

import dev.periscope.agent.connect.Sockets;
import dev.periscope.agent.log.EventLog;
import dev.periscope.agent.log.Key;
import dev.periscope.agent.selftest.SelfTest;
import dev.periscope.tunnel.key.Identity;
import dev.periscope.tunnel.tls.TlsProvider;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The agent's process. Reads its environment, serves its session and exits with an {@link ExitStatus}; the reason is
 * left in the container's termination message. {@code --self-test} runs it against in-process peers instead.
 */
public final class AgentMain {

    private static final Path TERMINATION_LOG = Path.of("/dev/termination-log");
    /** How the JVM describes itself when it runs without C2, where the JDK's TLS has no fast AES: a thirtieth of the speed. */
    private static final String WITHOUT_C2 = "emulated-client";

    private AgentMain() {}

    public static void main(String[] arguments) {
        EventLog log = new EventLog(System.out, Clock.systemUTC());
        Departure departure;
        try {
            departure = arguments.length > 0 && arguments[0].equals("--self-test") ? selfTest(log) : serve(log);
        } catch (InvalidConfigException | IOException | RuntimeException | LinkageError e) {
            // An exception in main would leave the process alive: Vert.x' threads are no daemons.
            departure = new Departure(ExitStatus.FAILED, String.valueOf(e.getMessage()));
            log.error("agent cannot run", Key.REASON.of(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            departure = new Departure(ExitStatus.FAILED, "interrupted");
        }
        writeTerminationLog(departure, log);
        System.out.flush();
        // Not halt: a training run writes its cache on the way out.
        System.exit(departure.status().code());
    }

    private static Departure selfTest(EventLog log) throws InterruptedException {
        SelfTest.run(vertx(), TlsProvider.best(), log);
        return new Departure(ExitStatus.ENDED, "self-test passed");
    }

    private static Departure serve(EventLog log) throws InvalidConfigException, IOException, InterruptedException {
        AgentConfig config = AgentConfig.from(System.getenv());
        Surroundings surroundings = Surroundings.ofThisPod();
        TlsProvider tls = TlsProvider.best();
        if (tls != TlsProvider.BoringSSL
                && System.getProperty("java.vm.info", "").contains(WITHOUT_C2)) {
            return new Departure(
                    ExitStatus.FAILED,
                    "BoringSSL did not load, and with this JVM's flags the JDK's TLS is unusably slow: "
                            + TlsProvider.whyNotBoringSsl());
        }
        AgentPlace place = place(surroundings, tls, log);
        Exit exit = new Exit();
        Agent agent = new Agent(config, place, AgentTiming.standard(), exit::set);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(agent, exit, log), "stop"));
        agent.start();
        return exit.await();
    }

    /** On SIGTERM, and once more on the way out: there the agent has left already. */
    private static void stop(Agent agent, Exit exit, EventLog log) {
        Departure departure = exit.onSignal(agent);
        writeTerminationLog(departure, log);
        Runtime.getRuntime().halt(departure.status().code());
    }

    private static AgentPlace place(Surroundings surroundings, TlsProvider tls, EventLog log) {
        SecureRandom random = new SecureRandom();
        EventLoop loop = (EventLoop) new MultiThreadIoEventLoopGroup(1, Sockets.transport()).next();
        Identity identity = Identity.create("periscope-agent", random, Clock.systemUTC());
        return new AgentPlace(surroundings, identity, tls, vertx(), loop, Clock.systemUTC(), random, log);
    }

    /** Dials addresses only, so it needs no resolver; and it finds no folder to write to on a read-only root. */
    private static Vertx vertx() {
        System.setProperty("vertx.disableDnsResolver", "true");
        System.setProperty("vertx.disableFileCPResolving", "true");
        return Vertx.vertx(
                new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1).setInternalBlockingPoolSize(1));
    }

    private static void writeTerminationLog(Departure departure, EventLog log) {
        try {
            if (Files.isWritable(TERMINATION_LOG)) {
                Files.writeString(TERMINATION_LOG, departure.terminationLine(), StandardCharsets.UTF_8);
            }
        } catch (IOException e) {
            log.warn("the termination message could not be left", Key.REASON.of(e));
        }
    }

    /** Hands the agent's departure to the main thread, which ends the process. */
    private static final class Exit {

        private static final long LONGEST_FAREWELL_MILLIS = 800;

        private final CountDownLatch decided = new CountDownLatch(1);
        private volatile Departure departure = new Departure(ExitStatus.STOPPED, "the container was told to stop");

        void set(Departure why) {
            departure = why;
            decided.countDown();
        }

        Departure await() throws InterruptedException {
            decided.await();
            return departure;
        }

        /** SIGTERM: links first; in a tied container the kernel follows some ten milliseconds later. */
        Departure onSignal(Agent agent) {
            agent.leave(departure);
            try {
                decided.await(LONGEST_FAREWELL_MILLIS, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return departure;
        }
    }
}
