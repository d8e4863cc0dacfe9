package org.cordboard.server.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.cordboard.protocol.AgentState;
import org.cordboard.protocol.AgentStatus;
import org.cordboard.protocol.Offer;
import org.cordboard.sim.people.Draws;
import org.cordboard.sim.time.VirtualTime;
import org.cordboard.sim.world.PbxWorld;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LossesTest {

    private final VirtualTime time = new VirtualTime(1_000_000);
    private final PbxWorld world = new PbxWorld(time);
    private final Losses losses = new Losses();

    @BeforeEach
    void addTrunk() {
        world.addTrunk(RestartSite.TRUNK, 10);
    }

    @Test
    void findsNothingWhenEveryoneIsOfferedInTurnWithTheirAge() {
        WitnessCaller first = waits("1");
        WitnessCaller second = waits("2");
        time.advance(60_000);

        losses.places(List.of(first, second), List.of(), List.of(offer(first, 63_000, 0), offer(second, 61_000, 5)));

        assertThat(losses.placesCompared()).isEqualTo(2);
        assertThat(losses.all()).isEmpty();
    }

    @Test
    void findsWhoWasOvertaken() {
        WitnessCaller first = waits("1");
        WitnessCaller second = waits("2");
        time.advance(60_000);

        losses.places(List.of(first, second), List.of(), List.of(offer(second, 61_000, 0), offer(first, 63_000, 5)));

        assertThat(losses.placesLost()).hasSize(1);
    }

    @Test
    void findsWhoseAgeWasForgotten() {
        WitnessCaller first = waits("1");
        time.advance(60_000);

        losses.places(List.of(first), List.of(), List.of(offer(first, 3_000, 0)));

        assertThat(losses.agesLost()).hasSize(1);
    }

    @Test
    void findsCallsThatWereEndedByNeitherSide() {
        WitnessCaller caller = waits("1");
        world.channels().forEach(channel -> world.hangUp(channel.uniqueId(), 16));
        time.advance(1_000);

        losses.calls(List.of(caller), Map.of(caller, 0));

        assertThat(losses.callsDropped()).hasSize(1);
    }

    @Test
    void findsAnAgentWhoWasMadeNotReady() {
        AgentStatus before = status(AgentState.READY);
        AgentStatus after = status(AgentState.NOT_READY);

        assertThat(Losses.goesOn(new WitnessDesk.Return(0, before, after, true), Map.of()))
                .isFalse();
        assertThat(Losses.goesOn(new WitnessDesk.Return(0, before, before, true), Map.of()))
                .isTrue();
    }

    /** Calls, and hears music after a second; a second later the next one can call. */
    private WitnessCaller waits(String number) {
        WitnessCaller caller = WitnessCaller.call(world, RestartSite.HOTLINE, new Draws(1), number, false, 20_000);
        time.advance(1_000);
        caller.answered();
        caller.hearsMusic("default");
        time.advance(1_000);
        return caller;
    }

    private Offer offer(WitnessCaller caller, long waitedMillis, long later) {
        return new Offer(
                "o" + caller.number(),
                "c" + caller.number(),
                "service",
                new Offer.Caller(caller.number(), ""),
                null,
                null,
                waitedMillis,
                time.now() + later + RestartSite.RING_TIMEOUT.toMillis(),
                List.of(),
                "",
                Map.of(),
                null,
                new Offer.Explanation(0, 1, 1, List.of(), "BEST_LEVEL_THEN_LONGEST_IDLE", "NONE"));
    }

    private static AgentStatus status(AgentState state) {
        return new AgentStatus("a1", "1001", state, null, 0, null, false, null, null);
    }
}
