package dev.periscope.operator.app;

import dev.periscope.control.AgentMessage;
import dev.periscope.control.ControlCodec;
import dev.periscope.control.MalformedMessageException;
import dev.periscope.control.OperatorMessage;
import dev.periscope.operator.control.AgentLinks;
import dev.periscope.operator.control.ControlServer;
import dev.periscope.operator.control.Enroller;
import dev.periscope.operator.enrolment.EnrolmentDecision;
import dev.periscope.operator.enrolment.EnrolmentRequest;
import dev.periscope.operator.enrolment.KnownAgent;
import dev.periscope.operator.identity.Identities;
import dev.periscope.operator.identity.Identity;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** An agent and the control channel talk to each other over loopback. */
final class SelfTalk {

    private static final long SECONDS = 20;
    private static final String LOOPBACK = "127.0.0.1";

    private final Vertx vertx;
    private final Identities identities;
    private final Clock clock;

    SelfTalk(Vertx vertx, Identities identities, Clock clock) {
        this.vertx = vertx;
        this.identities = identities;
        this.clock = clock;
    }

    /** @return what the operator answers to that hello, which is that configuration if all is well */
    OperatorMessage enrolOverLoopback(
            AgentMessage.Enrol hello, int generation, OperatorMessage.Configure draft, SecureRandom random) {
        AgentLinks[] holder = new AgentLinks[1];
        AgentLinks links = new AgentLinks(uid -> holder[0].configure(uid, generation, draft), clock);
        holder[0] = links;
        ControlServer server = new ControlServer(vertx, identities.operator(), links, new LoopbackDesk(generation));
        Identity own = Identity.create("self-test-agent", random, clock.instant());
        WebSocketClient client = vertx.createWebSocketClient(new WebSocketClientOptions()
                .setSsl(true)
                .setTrustAll(true)
                .setVerifyHost(false)
                .setKeyCertOptions(new PemKeyCertOptions()
                        .addKeyValue(Buffer.buffer(own.keyPem()))
                        .addCertValue(Buffer.buffer(own.certificatePem()))));
        try {
            int port = await(server.listen(LOOPBACK, 0));
            Promise<String> answer = Promise.promise();
            await(client.connect(new WebSocketConnectOptions()
                            .setHost(LOOPBACK)
                            .setPort(port)
                            .setURI(ControlCodec.PATH))
                    .compose(socket -> {
                        socket.textMessageHandler(answer::tryComplete);
                        return socket.writeTextMessage(ControlCodec.encode(hello));
                    }));
            return ControlCodec.decodeOperatorMessage(await(answer.future()));
        } catch (MalformedMessageException e) {
            throw new IllegalStateException("self-test: the operator's own message cannot be read", e);
        } finally {
            await(client.close());
            await(server.close());
        }
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("self-test: interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("self-test: the control channel does not answer", e);
        }
    }

    /** Knows one agent, on this machine. */
    private final class LoopbackDesk implements Enroller {
        private final int generation;

        LoopbackDesk(int generation) {
            this.generation = generation;
        }

        @Override
        public EnrolmentDecision decide(EnrolmentRequest request) {
            KnownAgent known = new KnownAgent(generation, Optional.empty(), List.of(LOOPBACK), false);
            return EnrolmentDecision.decide(request, Optional.of(known), identities.tokens()::verify);
        }

        @Override
        public void refused(EnrolmentRequest request, EnrolmentDecision.Refused refusal) {
            throw new IllegalStateException("self-test: the agent was refused: " + refusal.message());
        }
    }
}
