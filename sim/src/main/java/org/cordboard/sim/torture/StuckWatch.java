package org.cordboard.sim.torture;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.cordboard.cti.agent.Agent;
import org.cordboard.cti.agent.AgentState;
import org.cordboard.cti.call.Call;
import org.cordboard.cti.call.Leg;
import org.cordboard.cti.call.LegId;
import org.cordboard.cti.call.LegState;
import org.cordboard.cti.engine.Engine;
import org.cordboard.cti.engine.Invariants;
import org.cordboard.cti.engine.Timers;
import org.cordboard.sim.time.Scheduler;
import org.cordboard.sim.world.ChannelState;
import org.cordboard.sim.world.ChannelView;
import org.cordboard.sim.world.Dialplan;
import org.cordboard.sim.world.PbxWorld;
import org.cordboard.sim.world.WorldEvent;
import org.cordboard.sim.world.WorldListener;

/**
 * Looks every few seconds whether somebody is stuck: a deadline that has passed, a channel at the PBX that nobody is in charge of, or a
 * leg in the engine that the PBX does not have any more.
 */
final class StuckWatch implements WorldListener {

    static final long EVERY_MILLIS = 10_000;
    private static final long LATE_MILLIS = 1_000;

    /** How long engine and PBX may differ while the link works. */
    private static final long DIFFERENT_MILLIS = 15_000;

    private static final long STEADY_MILLIS = 20_000;

    private final TorturedServer server;
    private final AmiNetwork network;
    private final PbxWorld world;
    private final Scheduler time;
    private final Promises promises;
    private final Map<String, Long> differentSince = new LinkedHashMap<>();
    private final Set<String> told = new LinkedHashSet<>();
    private long steadySince;
    private int life;

    StuckWatch(TorturedServer server, AmiNetwork network, PbxWorld world, Promises promises) {
        this.server = server;
        this.network = network;
        this.world = world;
        this.time = world.scheduler();
        this.promises = promises;
    }

    void begin() {
        time.schedule(EVERY_MILLIS, () -> {
            look();
            begin();
        });
    }

    private void look() {
        Engine engine = server.engine();
        if (engine == null) {
            steadySince = time.now();
            return;
        }
        Invariants.check(engine);
        deadlines(engine);
        if (!server.linkUp() || !network.works() || server.lives() != life) {
            life = server.lives();
            steadySince = time.now();
            differentSince.clear();
        }
        if (time.now() - steadySince >= STEADY_MILLIS) {
            compare(engine);
        }
        boolean balanced = engine.queues().ledgers().stream().allMatch(ledger -> ledger.balances());
        promises.tried(
                Promise.P12,
                balanced,
                () -> "the books do not balance: " + engine.queues().ledgers());
    }

    /** While all is well nobody is sent to the PBX's own announcement. */
    @Override
    public void happened(WorldEvent event) {
        if (event instanceof WorldEvent.AgiEntered || event instanceof WorldEvent.FallbackEntered) {
            boolean well = server.linkUp()
                    && network.works()
                    && server.lives() == life
                    && time.now() - steadySince >= STEADY_MILLIS;
            if (well) {
                promises.tried(
                        Promise.P2,
                        event instanceof WorldEvent.AgiEntered,
                        () -> "turned away by the PBX, though the server is there: " + event);
            }
        }
    }

    private void deadlines(Engine engine) {
        long now = server.engineTime();
        Timers.Started next = engine.nextTimer();
        promises.tried(
                Promise.P2, next == null || next.dueAt() >= now - LATE_MILLIS, () -> "a limit has not fired: " + next);
        for (Agent agent : engine.agents().all()) {
            if (agent.state() instanceof AgentState.WrapUp wrapUp) {
                promises.tried(
                        Promise.P2, wrapUp.until() >= now - LATE_MILLIS, () -> "wraps up too long: " + agent.id());
            }
        }
    }

    private void compare(Engine engine) {
        Set<String> different = new LinkedHashSet<>();
        for (ChannelView channel : world.channels()) {
            LegId id = new LegId(channel.uniqueId());
            Leg leg = engine.calls().leg(id);
            boolean cameOrAnswered = !channel.dialled().isEmpty() || channel.state() == ChannelState.UP;
            boolean ours = cameOrAnswered
                    && (channel.context().equals(Dialplan.INBOUND)
                            || channel.context().equals(Dialplan.LEG));
            if (ours && (leg == null || !leg.alive())) {
                different.add("nobody is in charge of the channel " + channel);
            }
        }
        for (Call call : engine.calls().all()) {
            for (Leg leg : call.legs()) {
                boolean known = leg.state() != LegState.NULL && leg.alive();
                if (known && world.find(leg.id().value()).isEmpty()) {
                    different.add("the PBX has no leg " + leg.id() + " of " + call.id());
                }
            }
        }
        differentSince.keySet().retainAll(different);
        different.forEach(what -> differentSince.putIfAbsent(what, time.now()));
        Set<String> stuck = new LinkedHashSet<>();
        differentSince.forEach((what, since) -> {
            if (time.now() - since >= DIFFERENT_MILLIS && told.add(what)) {
                stuck.add(what);
            }
        });
        promises.tried(Promise.P2, stuck.isEmpty(), () -> "for %d s %s".formatted(DIFFERENT_MILLIS / 1000, stuck));
    }

    /** Everybody has gone home, and everything has had its time to end. */
    void close() {
        Engine engine = server.engine();
        AmiClient client = server.client();
        if (engine == null || client == null) {
            promises.tried(Promise.P2, false, () -> "the server is down at the end");
            return;
        }
        promises.tried(Promise.P2, world.channels().isEmpty(), () -> "left at the PBX: " + world.channels());
        promises.tried(
                Promise.P2,
                engine.queues().openOffers().isEmpty(),
                () -> "left: " + engine.queues().openOffers());
        promises.tried(
                Promise.P2,
                engine.outstandingEffects().isEmpty(),
                () -> "requests left: " + engine.outstandingEffects());
        promises.tried(Promise.P2, engine.nextTimer() == null, () -> "a timer is left: " + engine.nextTimer());
        promises.tried(
                Promise.P2,
                client.legs() == 0 && client.outstanding() == 0,
                () -> "the adapter still has %d legs and %d requests".formatted(client.legs(), client.outstanding()));
    }
}
