package dev.periscope.operator.app;

import dev.periscope.operator.settings.Settings;
import io.vertx.core.Vertx;
import java.time.Clock;

/** Placeholder while compiling. */
final class SelfTest {
    SelfTest(Vertx vertx, Settings settings, Clock clock) {}

    void run() {}
}
