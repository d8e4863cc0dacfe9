package org.cordboard.sim.world;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.cordboard.cti.agent.StationId;
import org.cordboard.cti.call.LegId;
import org.cordboard.cti.port.CallerId;
import org.cordboard.cti.port.Cause;
import org.cordboard.cti.port.Destination;
import org.cordboard.cti.port.Pbx;
import org.cordboard.cti.port.PbxEvent;
import org.cordboard.cti.port.PbxId;
import org.cordboard.cti.port.PbxRequest;
import org.cordboard.cti.port.RequestId;
import org.cordboard.cti.port.RequestOutcome;
import org.cordboard.cti.port.RequestOutcome.Reason;
import org.cordboard.cti.port.TrunkId;
import org.jspecify.annotations.Nullable;

/**
 * The world as a {@link Pbx}. Requests reach it and events leave it after a small latency, each in a task of its own, so that
 * nobody is ever called from inside their own request. The link starts down; {@link #connect} brings it up.
 *
 * <p>While the link is down nothing is reported, requests fail at once and the dialplan's heartbeat grows stale. Legs live on
 * under their lease.
 */
public final class SimPbx implements Pbx {

    /** How long a waiting leg lives on when the link is lost. */
    static final int LEASE_SECONDS = 150;

    private static final long KEY_MILLIS = 100;
    private static final long KEY_PAUSE_MILLIS = 60;

    private static final String PHONES = "PJSIP/";

    private final PbxId id;
    private final PbxWorld world;
    private final Consumer<PbxEvent> events;
    private final long latencyMillis;
    private final Map<String, SimLeg> legs = new LinkedHashMap<>();
    private final Set<RequestId> pending = new LinkedHashSet<>();
    /** What telephones did while the link was down; there are no more than telephones. */
    private final Map<StationId, PbxEvent.StationState> missedStates = new LinkedHashMap<>();

    private final LegJobs jobs;
    private final LegMoves moves;

    private boolean up;
    private long downSince;
    private @Nullable String bridgeFirst;

    /** @param events told everything, on the world's thread */
    public SimPbx(PbxId id, PbxWorld world, Consumer<PbxEvent> events) {
        this(id, world, events, 1);
    }

    /** @param latencyMillis from request to world and from world to event */
    public SimPbx(PbxId id, PbxWorld world, Consumer<PbxEvent> events, long latencyMillis) {
        this.id = id;
        this.world = world;
        this.events = events;
        this.latencyMillis = latencyMillis;
        this.jobs = new LegJobs(world, this::end);
        this.moves = new LegMoves(world, this::end);
        world.addListener(this::happened);
        world.heartbeatFrom(() -> (up ? world.scheduler().now() : downSince) / 1000);
    }

    @Override
    public PbxId id() {
        return id;
    }

    /** Brings the link up and reports every leg there is. */
    public void connect() {
        if (up) {
            return;
        }
        up = true;
        List<PbxEvent.LegSeen> seen = new ArrayList<>();
        List<SimLeg> unoffered = new ArrayList<>();
        for (SimLeg leg : legs.values()) {
            Optional<ChannelView> channel = world.find(leg.id);
            if (channel.isEmpty() || leg.inFallback) {
                continue;
            }
            if (leg.inbound && !leg.known && world.inAgi(leg.id)) {
                unoffered.add(leg);
            }
            boolean answered = channel.get().state() == ChannelState.UP;
            leg.known |= answered && !leg.inbound;
            seen.add(new PbxEvent.LegSeen(new LegId(leg.id), answered, partnerOf(channel.get())));
            liftLease(leg);
        }
        report(new PbxEvent.LinkUp(id, seen, noted()));
        missedStates.forEach((station, state) -> report(new PbxEvent.StationChanged(station, state)));
        missedStates.clear();
        world.trunkViews().forEach(this::reportTrunk);
        unoffered.forEach(this::offer);
    }

    /** What the hangup handler noted while nobody listened; each note is given out once. */
    private List<PbxEvent.EndNoted> noted() {
        long now = world.scheduler().now();
        List<PbxEvent.EndNoted> ended = new ArrayList<>();
        world.hangupNotes().forEach((leg, note) -> {
            int colon = note.indexOf(':');
            long at = Long.parseLong(note.substring(0, colon)) * 1_000 + 500;
            Cause cause = new Cause(Integer.parseInt(note.substring(colon + 1)));
            ended.add(new PbxEvent.EndNoted(new LegId(leg), cause, Math.max(0, now - at)));
            world.forgetHangupNote(leg);
        });
        return ended;
    }

    private void reportTrunk(TrunkView trunk) {
        TrunkId name = new TrunkId(trunk.name());
        report(
                trunk.alarm().isEmpty()
                        ? new PbxEvent.TrunkAlarmCleared(name)
                        : new PbxEvent.TrunkAlarm(name, trunk.alarm()));
    }

    private LegId partnerOf(ChannelView channel) {
        return world.channels().stream()
                .filter(other -> !other.bridgeId().isEmpty()
                        && other.bridgeId().equals(channel.bridgeId())
                        && !other.uniqueId().equals(channel.uniqueId()))
                .findFirst()
                .map(other -> new LegId(other.uniqueId()))
                .orElse(new LegId(channel.uniqueId()));
    }

    /** Cuts the link: open requests fail, though what has reached the PBX is carried out. */
    public void disconnect(String reason) {
        if (!up) {
            return;
        }
        report(new PbxEvent.LinkDown(id, reason));
        for (RequestId request : List.copyOf(pending)) {
            end(request, Outcomes.failed(Reason.LINK_DOWN, reason));
        }
        up = false;
        moves.clear();
        downSince = world.scheduler().now();
        for (SimLeg leg : legs.values()) {
            leg.jobs.clear();
            leg.running = null;
            if (!leg.bridged && leg.known) {
                world.setVariable(leg.id, "TIMEOUT(absolute)", Integer.toString(LEASE_SECONDS));
            }
        }
    }

    public boolean connected() {
        return up;
    }

    @Override
    public void request(PbxRequest request) {
        if (!up) {
            PbxEvent refused = new PbxEvent.RequestEnded(
                    request.id(), Outcomes.failed(Reason.LINK_DOWN, "the link to the PBX is down"));
            world.scheduler().schedule(latencyMillis, () -> events.accept(refused));
            return;
        }
        pending.add(request.id());
        world.scheduler().schedule(latencyMillis, () -> {
            // A request that was under way when the link broke is lost with it.
            if (pending.contains(request.id())) {
                carryOut(request);
            }
        });
    }

    private void carryOut(PbxRequest request) {
        switch (request) {
            case PbxRequest.DialLeg dial -> dial(dial);
            case PbxRequest.AnswerLeg answer -> enqueue(answer.leg(), answer.id(), false, List.of("ANSWER"));
            case PbxRequest.PlayPrompts play ->
                enqueue(
                        play.leg(),
                        play.id(),
                        true,
                        play.prompts().stream()
                                .map(prompt -> "STREAM FILE " + prompt + " \"" + play.interruptDigits() + "\"")
                                .toList());
            case PbxRequest.StartMusic music ->
                enqueue(music.leg(), music.id(), false, List.of("SET MUSIC ON " + music.musicClass()));
            case PbxRequest.StopMusic music -> enqueue(music.leg(), music.id(), false, List.of("SET MUSIC OFF"));
            case PbxRequest.SendDigits digits -> sendDigits(digits, 0);
            case PbxRequest.RecordLeg record -> end(record.id(), Outcomes.of(record(record)));
            case PbxRequest.MuteLeg mute -> {
                String value = mute.muted() ? "on" : "off";
                end(mute.id(), Outcomes.of(world.setVariable(mute.leg().value(), PbxWorld.MICROPHONE, value)));
            }
            case PbxRequest.BridgeLegs bridge -> bridge(bridge);
            case PbxRequest.AddLeg add -> add(add);
            case PbxRequest.PartLegs part -> part(part);
            case PbxRequest.DeflectLeg deflect -> deflect(deflect);
            case PbxRequest.ClearLeg clear ->
                end(
                        clear.id(),
                        Outcomes.of(
                                world.hangUp(clear.leg().value(), clear.cause().code())));
            case PbxRequest.TagLeg tag ->
                end(tag.id(), Outcomes.of(world.setVariable(tag.leg().value(), variable(tag.name()), tag.value())));
        }
    }

    /** Done once they hear each other. */
    private void bridge(PbxRequest.BridgeLegs request) {
        world.bridge(request.first().value(), request.second().value(), obstacle -> world.scheduler()
                .schedule(0, () -> end(request.id(), Outcomes.of(obstacle))));
    }

    private Optional<Refused> record(PbxRequest.RecordLeg request) {
        String leg = request.leg().value();
        return switch (request.step()) {
            case START -> world.record(leg, request.name() + ".wav");
            case PAUSE -> world.muteRecording(leg, true);
            case RESUME -> world.muteRecording(leg, false);
            case STOP ->
                world.find(leg).isPresent() && world.recordings(leg) == 0 ? Optional.empty() : world.stopRecording(leg);
        };
    }

    private void sendDigits(PbxRequest.SendDigits request, int sent) {
        if (sent == request.digits().length()) {
            end(request.id(), new RequestOutcome.Done());
            return;
        }
        world.playKey(request.leg().value(), request.digits().charAt(sent), KEY_MILLIS, obstacle -> {
            if (obstacle.isPresent()) {
                end(request.id(), Outcomes.of(obstacle));
            } else if (pending.contains(request.id())) {
                world.scheduler().schedule(KEY_PAUSE_MILLIS, () -> sendDigits(request, sent + 1));
            }
        });
    }

    private void add(PbxRequest.AddLeg request) {
        SimLeg leg = legs.get(request.leg().value());
        Optional<ChannelView> with = world.find(request.with().value());
        if (leg == null || with.isEmpty()) {
            end(request.id(), Outcomes.legEnded());
        } else {
            moves.add(request.id(), leg, with.get());
        }
    }

    private void part(PbxRequest.PartLegs request) {
        SimLeg first = legs.get(request.first().value());
        SimLeg second = legs.get(request.second().value());
        if (first == null || second == null) {
            end(request.id(), Outcomes.legEnded());
        } else {
            moves.part(request.id(), first, second);
        }
    }

    private void deflect(PbxRequest.DeflectLeg request) {
        SimLeg leg = legs.get(request.leg().value());
        if (leg != null && world.find(leg.id).stream().anyMatch(channel -> channel.state() == ChannelState.UP)) {
            end(request.id(), Outcomes.failed(Reason.REFUSED, "not a leg that waits to be answered"));
            return;
        }
        PbxWorld.Redirection to = new PbxWorld.Redirection(request.leg().value(), Dialplan.FALLBACK, "s", 1);
        end(request.id(), Outcomes.of(world.redirect(to, Optional.empty())));
        if (leg != null) {
            leg.deflected = true;
        }
    }

    private static String variable(String tag) {
        return "CORDBOARD_" + tag.toUpperCase(Locale.ROOT);
    }

    private void dial(PbxRequest.DialLeg dial) {
        String leg = dial.leg().value();
        if (world.find(leg).isPresent()) {
            end(dial.id(), Outcomes.failed(Reason.REFUSED, "a leg of this name exists"));
            return;
        }
        String station =
                switch (dial.to()) {
                    case Destination.ToStation to -> to.station().value();
                    case Destination.ToNumber to -> world.dialString(to.trunk().value(), to.number());
                };
        List<OriginateOrder.Variable> variables = new ArrayList<>();
        dial.tags().forEach((name, value) -> variables.add(new OriginateOrder.Variable(variable(name), value)));
        legs.put(leg, SimLeg.dialled(leg));
        boolean accepted = world.originate(new OriginateOrder(
                dial.id().value(),
                station,
                leg,
                Dialplan.LEG,
                "s",
                1,
                dial.ringTimeout().toMillis(),
                dial.shown().number(),
                dial.shown().name(),
                variables,
                false));
        if (accepted) {
            end(dial.id(), new RequestOutcome.Done());
        } else {
            legs.remove(leg);
            end(dial.id(), Outcomes.failed(Reason.REFUSED, "nothing to ring at station " + station));
        }
    }

    private void enqueue(LegId legId, RequestId request, boolean prompts, List<String> commands) {
        SimLeg leg = legs.get(legId.value());
        if (leg == null) {
            end(request, Outcomes.failed(Reason.NO_SUCH_LEG, "Channel " + legId + " does not exist."));
        } else {
            jobs.add(leg, new SimLeg.Job(request, prompts, commands));
        }
    }

    /** Reports the one answer to a request; a second one is dropped. */
    private void end(RequestId request, RequestOutcome outcome) {
        if (pending.remove(request)) {
            report(new PbxEvent.RequestEnded(request, outcome));
        }
    }

    private void report(PbxEvent event) {
        if (up) {
            world.scheduler().schedule(latencyMillis, () -> events.accept(event));
        }
    }

    private void happened(WorldEvent event) {
        switch (event) {
            case WorldEvent.ChannelCreated created -> {
                ChannelView channel = created.channel();
                if (channel.state() == ChannelState.RING) {
                    legs.put(channel.uniqueId(), SimLeg.inbound(channel));
                }
            }
            case WorldEvent.ChannelRinging ringing ->
                withLeg(ringing.channel(), leg -> report(new PbxEvent.LegAlerting(new LegId(leg.id))));
            case WorldEvent.AgiEntered entered -> withLeg(entered.channel(), this::underControl);
            case WorldEvent.BridgeEntered entered -> bridged(entered.bridge(), entered.channel());
            case WorldEvent.FallbackEntered fallback -> withLeg(fallback.channel(), leg -> leg.inFallback = true);
            case WorldEvent.DtmfEnded digit ->
                withLeg(digit.channel(), leg -> report(new PbxEvent.DigitPressed(new LegId(leg.id), digit.digit())));
            case WorldEvent.ChannelHungUp ended -> hungUp(ended);
            case WorldEvent.DeviceStateChanged device -> deviceChanged(device);
            case WorldEvent.TrunkAlarmRaised alarm ->
                report(new PbxEvent.TrunkAlarm(new TrunkId(alarm.trunk().name()), alarm.alarm()));
            case WorldEvent.TrunkAlarmCleared alarm ->
                report(new PbxEvent.TrunkAlarmCleared(new TrunkId(alarm.trunk().name())));
            case WorldEvent.ExtensionEntered e -> {}
            case WorldEvent.ChannelAnswered e -> {}
            case WorldEvent.CallerIdSet e -> {}
            case WorldEvent.ConnectedLineSet e -> {}
            case WorldEvent.VariableSet e -> {}
            case WorldEvent.AgiLeft e -> {}
            case WorldEvent.AgiCommandStarted e -> {}
            case WorldEvent.AgiCommandEnded e -> {}
            case WorldEvent.MusicStarted e -> {}
            case WorldEvent.MusicStopped e -> {}
            case WorldEvent.DialBegun e -> {}
            case WorldEvent.DialStateChanged e -> {}
            case WorldEvent.DialEnded e -> {}
            case WorldEvent.OriginateEnded e -> {}
            case WorldEvent.BridgeCreated e -> {}
            case WorldEvent.BridgeLeft e -> {}
            case WorldEvent.BridgeDestroyed e -> {}
            case WorldEvent.HangupRequested e -> {}
            case WorldEvent.SoftHangupRequested e -> {}
            case WorldEvent.DtmfBegun e -> {}
            case WorldEvent.CircuitAssigned e -> {}
            case WorldEvent.CallRefused e -> {}
            case WorldEvent.GlareMet e -> {}
            case WorldEvent.CallCut e -> {}
        }
    }

    private void withLeg(ChannelView channel, Consumer<SimLeg> action) {
        SimLeg leg = legs.get(channel.uniqueId());
        if (leg != null) {
            action.accept(leg);
        }
    }

    private void underControl(SimLeg leg) {
        boolean returned = leg.bridged || moves.isComing(leg);
        leg.bridged = false;
        if (!up) {
            return;
        }
        liftLease(leg);
        if (leg.inbound && !leg.known) {
            offer(leg);
        } else if (!leg.known) {
            leg.known = true;
            report(new PbxEvent.LegAnswered(new LegId(leg.id)));
        } else if (returned) {
            report(new PbxEvent.LegReturned(new LegId(leg.id)));
            moves.returned(leg);
        }
    }

    private void offer(SimLeg leg) {
        leg.known = true;
        report(new PbxEvent.LegOffered(
                id, new LegId(leg.id), new TrunkId(leg.trunk), new CallerId(leg.caller, leg.callerName), leg.dialled));
    }

    /** The server has taken the leg: the dialplan's own lease is lifted, after what is happening has happened. */
    private void liftLease(SimLeg leg) {
        world.scheduler().schedule(0, () -> {
            if (up) {
                world.setVariable(leg.id, "TIMEOUT(absolute)", "0");
            }
        });
    }

    private void bridged(BridgeView bridge, ChannelView channel) {
        withLeg(channel, leg -> {
            leg.bridged = true;
            jobs.endAll(leg, null);
        });
        if (bridge.channels() == 1) {
            bridgeFirst = channel.uniqueId();
        } else if (bridge.channels() > 2) {
            report(new PbxEvent.LegsBridged(new LegId(channel.uniqueId()), partnerOf(channel)));
            withLeg(channel, moves::joined);
        } else if (bridgeFirst != null) {
            report(new PbxEvent.LegsBridged(new LegId(bridgeFirst), new LegId(channel.uniqueId())));
            bridgeFirst = null;
        }
    }

    private void hungUp(WorldEvent.ChannelHungUp ended) {
        SimLeg leg = legs.remove(ended.channel().uniqueId());
        if (leg == null) {
            return;
        }
        if (up) {
            world.forgetHangupNote(leg.id);
        }
        LegId legId = new LegId(leg.id);
        Cause cause = new Cause(ended.cause());
        if (leg.known && (leg.deflected || !leg.inFallback)) {
            report(new PbxEvent.LegCleared(legId, cause));
        } else if (!leg.inbound) {
            report(new PbxEvent.LegFailed(legId, cause));
        }
        jobs.endAll(leg, Outcomes.legEnded());
        moves.gone(leg);
    }

    private void deviceChanged(WorldEvent.DeviceStateChanged device) {
        String name = device.device().startsWith(PHONES) ? device.device().substring(PHONES.length()) : "";
        if (name.isEmpty() || world.trunks().contains(name)) {
            return;
        }
        StationId station = new StationId(name);
        if (up) {
            report(new PbxEvent.StationChanged(station, stateOf(device.state())));
        } else {
            missedStates.put(station, stateOf(device.state()));
        }
    }

    private static PbxEvent.StationState stateOf(DeviceState state) {
        return switch (state) {
            case NOT_INUSE -> PbxEvent.StationState.IDLE;
            case RINGING -> PbxEvent.StationState.RINGING;
            case INUSE -> PbxEvent.StationState.IN_USE;
            case UNAVAILABLE -> PbxEvent.StationState.UNREACHABLE;
        };
    }
}
