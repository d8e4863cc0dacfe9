package org.cordboard.sim.torture;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.cordboard.cti.acd.QueueEvent;
import org.cordboard.cti.agent.Agent;
import org.cordboard.cti.agent.AgentCommand;
import org.cordboard.cti.agent.AgentEvent;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.agent.AgentState;
import org.cordboard.cti.agent.NotReadyReasons;
import org.cordboard.cti.call.Call;
import org.cordboard.cti.call.CallEvent;
import org.cordboard.cti.call.CallId;
import org.cordboard.cti.engine.Engine;
import org.cordboard.cti.engine.Event;
import org.cordboard.cti.engine.Input;
import org.cordboard.cti.engine.SiteEvent;
import org.cordboard.cti.journal.JournalEntry;
import org.cordboard.sim.time.Scheduler;
import org.cordboard.sim.world.PbxWorld;
import org.cordboard.sim.world.WorldEvent;
import org.cordboard.sim.world.WorldListener;

/**
 * Compares what was known outside before the server was killed with what it knows afterwards: agents' states, callers' places, and
 * conversations, which must not even notice.
 */
final class RestartWatch implements ServerWatch, WorldListener {

    /** From the link's return to the moment at which everything has been put in order. */
    private static final long SETTLED_MILLIS = 2_000;

    private final TorturedServer server;
    private final Scheduler time;
    private final PbxWorld world;
    private final Promises promises;

    /** What each agent's screen shows. */
    private final Map<AgentId, String> agents = new LinkedHashMap<>();

    /** Who waits, and at which place. */
    private final Map<CallId, Long> waiting = new LinkedHashMap<>();

    private final Map<CallId, String> channels = new LinkedHashMap<>();

    /** Who talks with whom. */
    private final Map<String, String> partners = new LinkedHashMap<>();

    private Map<String, String> talkedAtKill = Map.of();
    private Map<CallId, Long> waitedAtKill = Map.of();

    /** Channels that people or lines ended since the kill, and calls that agents hung up or that left by an exit. */
    private final Set<String> endedByOthers = new LinkedHashSet<>();

    private final Set<CallId> over = new LinkedHashSet<>();

    /** The call of each agent's leg. */
    private final Map<String, CallId> talks = new LinkedHashMap<>();

    /** The calls whose parties an agent wants apart, by hanging up, holding or sending the customer elsewhere; it may take until the link is back. */
    private final Set<CallId> parted = new LinkedHashSet<>();

    RestartWatch(TorturedServer server, Scheduler time, PbxWorld world, Promises promises) {
        this.server = server;
        this.time = time;
        this.world = world;
        this.promises = promises;
    }

    // ---- what is known outside

    @Override
    public void shown(JournalEntry entry) {
        if (entry.input() instanceof Input.AgentCommanded command
                && command.what() instanceof AgentCommand.HangUp hangUp) {
            parted.add(hangUp.call());
        }
        for (Event event : entry.events()) {
            switch (event) {
                case AgentEvent e -> agent(e);
                case CallEvent.CallArrived e -> channels.put(e.call(), e.leg().value());
                case CallEvent.CallClosed e -> over.add(e.record().call());
                case CallEvent.LegsJoined e -> {
                    talks.put(e.agent().value(), e.call());
                    if (talkedAtKill.isEmpty()) {
                        parted.remove(e.call());
                    }
                }
                case CallEvent.ConversationWanted e -> parted.add(e.call());
                case CallEvent.CallTransferred e -> parted.add(e.call());
                case QueueEvent.CallQueued e -> waiting.put(e.call(), e.key());
                case QueueEvent.CallLeftQueue e -> {
                    waiting.remove(e.call());
                    over.add(e.call());
                }
                case SiteEvent.LinkChanged e -> {
                    if (e.up()) {
                        int life = server.lives();
                        time.schedule(SETTLED_MILLIS, () -> settled(life));
                    }
                }
                default -> {}
            }
        }
    }

    private void agent(AgentEvent event) {
        String shown =
                switch (event) {
                    case AgentEvent.AgentLoggedIn e -> "NOT_READY " + NotReadyReasons.LOGGED_IN;
                    case AgentEvent.AgentLoggedOut e -> "LOGGED_OUT";
                    case AgentEvent.AgentBecameReady e -> "READY";
                    case AgentEvent.AgentBecameNotReady e -> "NOT_READY " + e.reason();
                    case AgentEvent.AgentReserved e -> "RESERVED " + e.call();
                    case AgentEvent.AgentBecameBusy e -> "BUSY " + e.call();
                    case AgentEvent.AgentEnteredWrapUp e -> "WRAP_UP " + e.call() + " until " + e.until();
                    case AgentEvent.SeatTakenOver e -> "";
                    case AgentEvent.PendingStateSet e -> "";
                    case AgentEvent.StateForced e -> "";
                    case AgentEvent.AgentConnectionLost e -> "";
                    case AgentEvent.AgentConnectionRestored e -> "";
                };
        if (!shown.isEmpty()) {
            agents.put(event.agent(), shown);
        }
    }

    @Override
    public void happened(WorldEvent event) {
        switch (event) {
            case WorldEvent.BridgeEntered e -> {
                String entered = e.channel().uniqueId();
                for (WorldEvent.BridgeEntered other : inside.values()) {
                    if (other.bridge().id().equals(e.bridge().id())) {
                        partners.put(entered, other.channel().uniqueId());
                        partners.put(other.channel().uniqueId(), entered);
                    }
                }
                inside.put(entered, e);
            }
            case WorldEvent.BridgeLeft e -> {
                inside.remove(e.channel().uniqueId());
                String partner = partners.remove(e.channel().uniqueId());
                if (partner != null) {
                    partners.remove(partner);
                }
            }
            case WorldEvent.HangupRequested e -> endedByOthers.add(e.channel().uniqueId());
            case WorldEvent.CallCut e -> endedByOthers.add(e.channel().uniqueId());
            default -> {}
        }
    }

    private final Map<String, WorldEvent.BridgeEntered> inside = new LinkedHashMap<>();

    // ---- the restart

    @Override
    public void killed() {
        talkedAtKill = new LinkedHashMap<>(partners);
        endedByOthers.clear();
        over.clear();
    }

    /** The journal brings everything back that was known outside. */
    @Override
    public void replayed(Engine engine) {
        if (server.lives() == 1) {
            return;
        }
        agents.forEach((id, shown) -> {
            Agent agent = engine.agents().agent(id);
            String now = agent == null ? "unknown" : words(agent.state());
            promises.tried(
                    Promise.P1, now.equals(shown), () -> id + " was " + shown + ", and is " + now + " after a restart");
        });
        waitedAtKill = new LinkedHashMap<>(waiting);
        promises.tried(
                Promise.P1,
                engine.queues().waiting().keySet().equals(waiting.keySet()),
                () -> "these waited: " + waiting.keySet() + ", and after a restart these: "
                        + engine.queues().waiting().keySet());
    }

    private static String words(AgentState state) {
        return switch (state) {
            case AgentState.LoggedOut s -> "LOGGED_OUT";
            case AgentState.Ready s -> "READY";
            case AgentState.NotReady s -> "NOT_READY " + s.reason();
            case AgentState.Reserved s -> "RESERVED " + s.call();
            case AgentState.Busy s -> "BUSY " + s.call();
            case AgentState.WrapUp s -> "WRAP_UP " + s.call() + " until " + s.until();
        };
    }

    /** The link is back: conversations go on, and callers have their places. */
    private void settled(int life) {
        Engine engine = server.engine();
        if (engine == null || server.lives() != life || life == 1) {
            return;
        }
        talkedAtKill.forEach((one, other) -> {
            boolean talk = other.equals(partners.get(one));
            boolean excused = endedByOthers.contains(one)
                    || endedByOthers.contains(other)
                    || parted.contains(talks.get(one))
                    || parted.contains(talks.get(other));
            if (talk || !excused) {
                promises.tried(Promise.P1, talk, () -> one + " and " + other + " talked, and were parted by a restart");
            }
        });
        waitedAtKill.forEach((call, key) -> {
            Call open = engine.calls().call(call);
            Long place = waiting.get(call);
            boolean alive = channels.containsKey(call)
                    && world.find(channels.getOrDefault(call, "")).isPresent();
            if (place != null) {
                promises.tried(
                        Promise.P1,
                        place.equals(key),
                        () -> call + " stood at " + key + ", and at " + place + " later");
            } else if (alive && !over.contains(call)) {
                promises.tried(Promise.P1, open != null, () -> call + " waited, and is forgotten");
            }
        });
        talkedAtKill = Map.of();
        waitedAtKill = Map.of();
    }
}
