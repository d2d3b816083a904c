package dev.periscope.operator.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.periscope.crds.v1alpha1.AgentMode;
import dev.periscope.crds.v1alpha1.Reasons;
import dev.periscope.operator.agent.ModeChoice.Circumstances;
import dev.periscope.operator.agent.ModeChoice.NeedsHeadRoom;
import dev.periscope.operator.agent.ModeChoice.PodIsFull;
import dev.periscope.operator.agent.ModeChoice.Settled;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ModeChoiceTest {

    private static final Optional<Long> LIMITED = Optional.of(256L << 20);

    @Test
    void autoLivesInAPodWithoutLimit() {
        assertThat(auto(Optional.empty(), null, 0, null)).isEqualTo(new Settled(AgentMode.Ephemeral, null));
    }

    @Test
    void autoMeasuresAPodWithALimit() {
        assertThat(auto(LIMITED, null, 0, null)).isEqualTo(new NeedsHeadRoom());
    }

    @Test
    void autoLivesWhereEnoughIsLeft() {
        assertThat(auto(LIMITED, new HeadRoom.Known(96L << 20), 0, null))
                .isEqualTo(new Settled(AgentMode.Ephemeral, null));
        assertThat(auto(LIMITED, new HeadRoom.Known((96L << 20) - 1), 0, null))
                .isEqualTo(new Settled(AgentMode.Pod, Reasons.HEAD_ROOM_TOO_SMALL));
        assertThat(auto(LIMITED, new HeadRoom.Unknown("no metrics"), 0, null))
                .isEqualTo(new Settled(AgentMode.Pod, Reasons.HEAD_ROOM_UNKNOWN));
    }

    @Test
    void autoLeavesAFullPodAlone() {
        assertThat(auto(Optional.empty(), null, 8, null))
                .isEqualTo(new Settled(AgentMode.Pod, Reasons.TOO_MANY_ENDED_AGENTS));
        assertThat(auto(Optional.empty(), null, 7, null)).isEqualTo(new Settled(AgentMode.Ephemeral, null));
    }

    @Test
    void autoRemembersWhatAnEarlierAgentTaught() {
        assertThat(auto(Optional.empty(), null, 0, Reasons.RETREATED))
                .isEqualTo(new Settled(AgentMode.Pod, Reasons.RETREATED));
    }

    @Test
    void whoeverInsistsGetsHisMode() {
        assertThat(choose(AgentMode.Ephemeral, false, LIMITED, null, 7, null))
                .isEqualTo(new Settled(AgentMode.Ephemeral, null));
        assertThat(choose(AgentMode.Pod, false, Optional.empty(), null, 0, null))
                .isEqualTo(new Settled(AgentMode.Pod, null));
    }

    @Test
    void evenWhoInsistsGetsNoNinthAgent() {
        assertThat(choose(AgentMode.Ephemeral, false, Optional.empty(), null, 8, null))
                .isEqualTo(new PodIsFull());
    }

    @Test
    void withoutATargetThereIsOnlyAPod() {
        assertThat(choose(AgentMode.Auto, true, Optional.empty(), null, 0, null))
                .isEqualTo(new Settled(AgentMode.Pod, Reasons.TARGETLESS));
    }

    private static ModeChoice auto(
            Optional<Long> limit, @Nullable HeadRoom headRoom, int ended, @Nullable String lasting) {
        return choose(AgentMode.Auto, false, limit, headRoom, ended, lasting);
    }

    private static ModeChoice choose(
            AgentMode mode,
            boolean targetless,
            Optional<Long> limit,
            @Nullable HeadRoom headRoom,
            int ended,
            @Nullable String lasting) {
        return ModeChoice.choose(new Circumstances(
                mode, targetless, limit, Optional.ofNullable(headRoom), ended, Optional.ofNullable(lasting)));
    }
}
