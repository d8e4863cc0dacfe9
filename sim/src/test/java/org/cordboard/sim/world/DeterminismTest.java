package org.cordboard.sim.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cordboard.cti.agent.StationId;
import org.cordboard.cti.call.LegId;
import org.cordboard.cti.port.CallerId;
import org.cordboard.cti.port.Cause;
import org.cordboard.cti.port.Destination;
import org.cordboard.cti.port.PbxEvent;
import org.cordboard.cti.port.PbxId;
import org.cordboard.cti.port.PbxRequest;
import org.cordboard.cti.port.RequestId;
import org.cordboard.cti.port.RequestOutcome;
import org.cordboard.sim.people.CallGenerator;
import org.cordboard.sim.people.CallMix;
import org.cordboard.sim.people.CallerLog;
import org.cordboard.sim.people.CustomerBehaviour;
import org.cordboard.sim.people.Draws;
import org.cordboard.sim.people.PhonePerson;
import org.cordboard.sim.people.Sample;
import org.cordboard.sim.time.VirtualTime;
import org.junit.jupiter.api.Test;

/** Runs an hour of a small centre, served by the simplest of servers, and compares what happened. */
class DeterminismTest {

    private record Hour(List<WorldEvent> happened, List<CallerLog.Entry> calls, long unanswered) {}

    /** Answers each caller, rings one telephone after another for them and joins the two. */
    private static final class Server {
        private final Deque<String> stations = new ArrayDeque<>(List.of("1001", "1002", "1003"));
        private final Map<LegId, LegId> callerOf = new LinkedHashMap<>();
        private final Map<RequestId, LegId> agentOf = new LinkedHashMap<>();
        private final Set<LegId> callers = new LinkedHashSet<>();
        private final VirtualTime time;
        private final SimPbx pbx;
        private final Set<RequestId> open = new LinkedHashSet<>();
        private int n;

        Server(VirtualTime time, PbxWorld world) {
            this.time = time;
            pbx = new SimPbx(new PbxId("pbx"), world, this::happened);
            pbx.connect();
        }

        private RequestId id() {
            RequestId id = new RequestId("r" + ++n);
            open.add(id);
            return id;
        }

        private void happened(PbxEvent event) {
            switch (event) {
                case PbxEvent.LegOffered offered -> {
                    callers.add(offered.leg());
                    pbx.request(new PbxRequest.AnswerLeg(id(), offered.leg()));
                    pbx.request(new PbxRequest.PlayPrompts(id(), offered.leg(), List.of("welcome"), ""));
                    pbx.request(new PbxRequest.StartMusic(id(), offered.leg(), "default"));
                    dialFor(offered.leg());
                }
                case PbxEvent.LegAnswered answered -> join(answered.leg());
                case PbxEvent.LegFailed failed -> {
                    LegId caller = callerOf.remove(failed.leg());
                    if (caller != null && callers.contains(caller)) {
                        time.schedule(2_000, () -> dialFor(caller));
                    }
                }
                case PbxEvent.LegReturned returned -> clear(returned.leg());
                case PbxEvent.LegCleared cleared -> callers.remove(cleared.leg());
                case PbxEvent.RequestEnded ended -> {
                    open.remove(ended.request());
                    LegId agent = agentOf.remove(ended.request());
                    if (agent != null && ended.outcome() instanceof RequestOutcome.Failed) {
                        clear(agent);
                    }
                }
                default -> {}
            }
        }

        private void join(LegId agent) {
            LegId caller = callerOf.remove(agent);
            if (caller != null && callers.contains(caller)) {
                RequestId id = id();
                agentOf.put(id, agent);
                pbx.request(new PbxRequest.BridgeLegs(id, caller, agent));
            } else {
                clear(agent);
            }
        }

        private void clear(LegId leg) {
            pbx.request(new PbxRequest.ClearLeg(id(), leg, Cause.NORMAL_CLEARING));
        }

        private void dialFor(LegId caller) {
            if (!callers.contains(caller)) {
                return;
            }
            String station = stations.remove();
            stations.add(station);
            LegId leg = new LegId("agent-" + n);
            callerOf.put(leg, caller);
            pbx.request(new PbxRequest.DialLeg(
                    id(),
                    leg,
                    new Destination.ToStation(new StationId(station)),
                    CallerId.WITHHELD,
                    Duration.ofSeconds(10),
                    Map.of()));
        }
    }

    private static Hour hour(long seed) {
        VirtualTime time = new VirtualTime();
        PbxWorld world = new PbxWorld(time);
        List<WorldEvent> happened = new ArrayList<>();
        world.addListener(happened::add);
        world.addTrunk("carrier", 10);
        Draws draws = new Draws(seed);
        for (String station : List.of("1001", "1002", "1003")) {
            world.addPhone(
                    station,
                    new PhonePerson(
                            draws.split(), new Sample.Uniform(500, 8_000), new Sample.Exponential(60_000), 0.1, 0.05));
        }
        CustomerBehaviour customer = new CustomerBehaviour(
                new Sample.Exponential(40_000), new Sample.Lognormal(40_000, 0.6), 0.02, "", new Sample.Fixed(500));
        CallerLog log = new CallerLog();
        Server server = new Server(time, world);
        CallGenerator generator = new CallGenerator(
                world, new CallMix("carrier", "10086", 3, 10, List.of(), 1, List.of(customer)), draws.split(), log);
        generator.start();
        time.advance(3_600_000);
        generator.stop();
        time.advance(3_600_000);
        return new Hour(happened, log.ended(), server.open.size() + log.going());
    }

    @Test
    void theSameSeedBringsTheSameHour() {
        Hour first = hour(7);
        Hour second = hour(7);
        assertThat(first.happened()).hasSizeGreaterThan(5_000).isEqualTo(second.happened());
        assertThat(first.calls()).hasSizeGreaterThan(100).isEqualTo(second.calls());
    }

    @Test
    void anotherSeedBringsAnother() {
        assertThat(hour(7).happened()).isNotEqualTo(hour(8).happened());
    }

    @Test
    void everyRequestIsAnsweredAndEveryCallEnds() {
        for (long seed = 1; seed <= 5; seed++) {
            assertThat(hour(seed).unanswered()).as("seed %d", seed).isZero();
        }
    }
}
