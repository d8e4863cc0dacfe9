package org.cordboard.server.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.protocol.AgentState;
import org.cordboard.protocol.AgentStatus;
import org.cordboard.protocol.Event;
import org.cordboard.protocol.Limits;
import org.cordboard.protocol.ProtocolCodec;
import org.junit.jupiter.api.Test;

class FloorWatchTest {

    private static final List<LiveFigures.Queue> NO_QUEUES = List.of();

    private final FloorWatch watch = new FloorWatch(null);

    @Test
    void tellsAnEmptyFloorOnce() {
        assertThat(watch.update(Map.of(), NO_QUEUES, 0)).containsExactly(new Event.FloorChanged(0, true, List.of()));
        assertThat(watch.update(Map.of(), NO_QUEUES, 0)).isEmpty();
    }

    @Test
    void tellsManyAgentsInMessagesOfWhichTheFirstReplacesAll() {
        List<Event> told = watch.update(agents(250, AgentState.READY), NO_QUEUES, 0);
        assertThat(told)
                .extracting(event -> ((Event.FloorChanged) event).whole())
                .containsExactly(true, false, false);
        assertThat(told)
                .extracting(event -> ((Event.FloorChanged) event).agents().size())
                .containsExactly(100, 100, 50);
        assertThat(told)
                .allSatisfy(event ->
                        assertThat(ProtocolCodec.encode(event).length()).isLessThan(Limits.SERVER_FRAME_BYTES / 3));
    }

    @Test
    void tellsOnlyWhatIsDifferentFromWhatWasTold() {
        watch.update(agents(3, AgentState.READY), NO_QUEUES, 0);
        Map<AgentId, AgentStatus> changed = agents(3, AgentState.READY);
        changed.put(new AgentId("a1"), status("a1", AgentState.BUSY));
        assertThat(watch.update(changed, NO_QUEUES, 0))
                .containsExactly(new Event.FloorChanged(0, false, List.of(status("a1", AgentState.BUSY))));
        assertThat(watch.update(changed, NO_QUEUES, 0)).isEmpty();
    }

    @Test
    void beginsAgainWhenAnAgentIsNoMore() {
        watch.update(agents(3, AgentState.READY), NO_QUEUES, 0);
        assertThat(watch.update(agents(2, AgentState.READY), NO_QUEUES, 0))
                .singleElement()
                .satisfies(event ->
                        assertThat(((Event.FloorChanged) event).whole()).isTrue());
    }

    private static Map<AgentId, AgentStatus> agents(int count, AgentState state) {
        Map<AgentId, AgentStatus> agents = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            agents.put(new AgentId("a" + i), status("a" + i, state));
        }
        return agents;
    }

    private static AgentStatus status(String agent, AgentState state) {
        return new AgentStatus(agent, "1001", state, null, 0, null, false, null, null, null);
    }
}
