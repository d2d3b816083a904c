package dev.periscope.agent.names;

import static org.assertj.core.api.Assertions.assertThat;

import dev.periscope.filter.address.IpAddress;
import dev.periscope.filter.name.HostName;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class NameMemoryTest {

    private static final IpAddress ADDRESS = IpAddress.parse("10.0.0.1");
    private static final IpAddress OTHER = IpAddress.parse("10.0.0.2");
    private static final KnownName WEB = name("web");
    private static final KnownName API = name("api");

    private Instant now = Instant.EPOCH;
    private final NameMemory memory = new NameMemory(() -> now, 3);

    private static KnownName name(String text) {
        return KnownName.of(HostName.of(text), HostName.of(text + ".shop.svc.cluster.local"));
    }

    @Test
    void anAddressStandsForEveryNameItWasFoundByTheNewestFirst() {
        memory.remember(WEB, ADDRESS, Duration.ofSeconds(5));
        memory.remember(API, ADDRESS, Duration.ofSeconds(5));
        memory.remember(WEB, ADDRESS, Duration.ofSeconds(5));

        assertThat(memory.namesOf(ADDRESS)).containsExactly(WEB, API);
        assertThat(memory.namesOf(OTHER)).isEmpty();
    }

    @Test
    void aNameIsForgottenAMinuteAfterItsTimeToLive() {
        memory.remember(WEB, ADDRESS, Duration.ofSeconds(5));

        now = now.plusSeconds(64);
        assertThat(memory.namesOf(ADDRESS)).containsExactly(WEB);
        now = now.plusSeconds(1);
        assertThat(memory.namesOf(ADDRESS)).isEmpty();
    }

    @Test
    void anOpenConnectionKeepsTheNamesOfItsAddress() {
        memory.remember(WEB, ADDRESS, Duration.ZERO);
        memory.connectionOpened(ADDRESS);
        memory.connectionOpened(ADDRESS);
        now = now.plusSeconds(3600);

        memory.connectionClosed(ADDRESS);
        assertThat(memory.namesOf(ADDRESS)).containsExactly(WEB);
        memory.connectionClosed(ADDRESS);
        assertThat(memory.namesOf(ADDRESS)).isEmpty();
    }

    @Test
    void whenFullExpiredPairsGoFirst() {
        memory.remember(WEB, ADDRESS, Duration.ofSeconds(1000));
        memory.remember(API, ADDRESS, Duration.ZERO);
        memory.remember(WEB, OTHER, Duration.ofSeconds(1000));
        now = now.plusSeconds(100);

        memory.remember(name("new"), OTHER, Duration.ofSeconds(10));

        assertThat(memory.namesOf(ADDRESS)).containsExactly(WEB);
        assertThat(memory.namesOf(OTHER)).hasSize(2);
    }

    @Test
    void whenFullOfLivingPairsTheOneResolvedLongestAgoWithoutConnectionGoes() {
        memory.remember(WEB, ADDRESS, Duration.ofSeconds(1000));
        memory.remember(API, OTHER, Duration.ofSeconds(1000));
        memory.remember(WEB, OTHER, Duration.ofSeconds(1000));
        memory.connectionOpened(ADDRESS);

        memory.remember(name("new"), OTHER, Duration.ofSeconds(10));

        assertThat(memory.namesOf(ADDRESS)).containsExactly(WEB);
        assertThat(memory.namesOf(OTHER)).containsExactly(name("new"), WEB);
        assertThat(memory.size()).isEqualTo(3);
    }

    @Test
    void whenEveryAddressHasAConnectionANewNameIsNotKept() {
        memory.remember(WEB, ADDRESS, Duration.ofSeconds(1000));
        memory.remember(API, ADDRESS, Duration.ofSeconds(1000));
        memory.remember(name("x"), ADDRESS, Duration.ofSeconds(1000));
        memory.connectionOpened(ADDRESS);

        memory.remember(name("new"), OTHER, Duration.ofSeconds(10));

        assertThat(memory.namesOf(OTHER)).isEmpty();
        assertThat(memory.namesOf(ADDRESS)).hasSize(3);
    }
}
