package dev.periscope.gateway;

import static org.assertj.core.api.Assertions.assertThatCode;

import dev.periscope.gateway.log.EventLog;
import dev.periscope.gateway.selftest.SelfTest;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SelfTestTest {

    @Test
    @Timeout(30)
    void everythingWorksOverLoopback() {
        assertThatCode(() -> SelfTest.run(new EventLog(System.out, Clock.systemUTC())))
                .doesNotThrowAnyException();
    }
}
