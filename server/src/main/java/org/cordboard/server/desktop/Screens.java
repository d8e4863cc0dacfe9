package org.cordboard.server.desktop;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import org.cordboard.cti.acd.QueueEvent;
import org.cordboard.cti.admission.AdmissionEvent;
import org.cordboard.cti.agent.AgentEvent;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.call.CallEvent;
import org.cordboard.cti.call.CallId;
import org.cordboard.cti.call.InvitationEnd;
import org.cordboard.cti.call.LegId;
import org.cordboard.cti.call.LegRole;
import org.cordboard.cti.callback.CallBackEvent;
import org.cordboard.cti.customer.CustomerEvent;
import org.cordboard.cti.dialout.DialOutEnd;
import org.cordboard.cti.dialout.DialOutEvent;
import org.cordboard.cti.engine.SiteEvent;
import org.cordboard.cti.ivr.IvrEvent;
import org.cordboard.cti.journal.JournalEntry;
import org.cordboard.cti.journal.Journaled;
import org.cordboard.cti.notice.NoticeEvent;
import org.cordboard.cti.port.PbxId;
import org.cordboard.protocol.AgentState;
import org.cordboard.protocol.AgentStatus;
import org.cordboard.protocol.CallResult;
import org.cordboard.protocol.CallStatus;
import org.cordboard.protocol.Event;
import org.cordboard.protocol.LegState;
import org.cordboard.protocol.NoticeLevel;
import org.cordboard.protocol.Offer;
import org.cordboard.protocol.OutgoingCall;
import org.cordboard.protocol.RecordingState;
import org.cordboard.server.journal.SiteView;
import org.jspecify.annotations.Nullable;

/**
 * What every agent's screen shows, worked out from the engine's events alone. It tells what an agent is to be told, without
 * numbers; it knows nothing of connections.
 */
final class Screens implements SiteView {

    private final Map<AgentId, Seat> seats = new LinkedHashMap<>();
    private final Map<LegId, AgentId> legs = new LinkedHashMap<>();
    /** The agents with a leg in each call. */
    private final Map<CallId, Set<AgentId>> present = new LinkedHashMap<>();

    private final Ways ways = new Ways();
    private final Set<CallId> talked = new LinkedHashSet<>();
    /** The calls that are being recorded. */
    private final Map<CallId, RecordingState> recordings = new LinkedHashMap<>();
    /** The calls that agents are leaving, having sent their customers elsewhere. */
    private final Map<AgentId, CallId> sent = new LinkedHashMap<>();

    private final NoticeBoard notices = new NoticeBoard();
    private final Set<PbxId> lostLinks = new LinkedHashSet<>();
    private final BiConsumer<AgentId, Event> tell;
    private long wallOffset;

    /** @param tell is given each event for an agent, with the number 0 */
    Screens(BiConsumer<AgentId, Event> tell) {
        this.tell = tell;
    }

    Seat seat(AgentId agent) {
        return seats.computeIfAbsent(
                agent, id -> new Seat(status(id, null, AgentState.LOGGED_OUT, null, 0, null, null)));
    }

    /** What an agent does, whether they were ever there or not. */
    AgentStatus shown(AgentId agent) {
        Seat seat = seats.get(agent);
        return seat == null ? status(agent, null, AgentState.LOGGED_OUT, null, 0, null, null) : seat.status;
    }

    /** Agents who are logged in, with their sessions. */
    Map<AgentId, String> seated() {
        Map<AgentId, String> result = new LinkedHashMap<>();
        seats.forEach((agent, seat) -> {
            if (seat.session != null) {
                result.put(agent, seat.session);
            }
        });
        return result;
    }

    @Override
    public void follow(JournalEntry entry, boolean replayed) {
        entry.events().forEach(event -> apply(entry.at(), event));
    }

    private void apply(long at, org.cordboard.cti.engine.Event event) {
        ways.apply(event);
        switch (event) {
            case AgentEvent e -> agent(at + wallOffset, e);
            case QueueEvent e -> queue(e);
            case CallEvent e -> call(at + wallOffset, e);
            case IvrEvent e -> {}
            case CustomerEvent.CustomerIdentified e -> found(e);
            case CustomerEvent e -> {}
            case DialOutEvent e -> dialOut(e);
            case AdmissionEvent e -> {}
            case CallBackEvent e -> {}
            case NoticeEvent.NoticeGiven e -> notice(e, at);
            case SiteEvent.WallClockMoved e -> wallOffset = e.offsetMillis();
            case SiteEvent.LinkChanged e -> link(e);
            case SiteEvent e -> {}
        }
    }

    private void notice(NoticeEvent.NoticeGiven e, long at) {
        notices.add(e, at);
        Event told = NoticeBoard.told(e);
        seated().keySet().stream().filter(e::isFor).forEach(agent -> tell.accept(agent, told));
    }

    /** What a desktop that has just come is told of what supervisors have said. */
    List<Event> notices(AgentId agent, long wall) {
        return notices.holdingFor(agent, wall - wallOffset);
    }

    private void link(SiteEvent.LinkChanged e) {
        if (e.up()) {
            lostLinks.remove(e.pbx());
        } else {
            lostLinks.add(e.pbx());
        }
        Event told = new Event.LinkStateChanged(0, e.pbx().value(), e.up());
        seated().keySet().forEach(agent -> tell.accept(agent, told));
    }

    /** What a desktop that has just come must be told of links; nothing when all are up. */
    List<Event> lostLinks() {
        return lostLinks.stream()
                .<Event>map(pbx -> new Event.LinkStateChanged(0, pbx.value(), false))
                .toList();
    }

    private void agent(long wall, AgentEvent event) {
        AgentId id = event.agent();
        Seat seat = seat(id);
        AgentStatus old = seat.status;
        String station = old.station();
        String by = seat.forcedBy;
        seat.forcedBy = null;
        switch (event) {
            case AgentEvent.StateForced e -> seat.forcedBy = e.by();
            case AgentEvent.AgentLoggedIn e -> {
                seat.session = e.session().value();
                become(id, status(id, e.station().value(), AgentState.NOT_READY, "LOGGED_IN", wall, null, null));
            }
            case AgentEvent.SeatTakenOver e -> {
                seat.session = e.session().value();
                become(id, with(old, old.pending(), false));
            }
            case AgentEvent.AgentLoggedOut e -> {
                idle(seat);
                AgentStatus out = status(id, null, AgentState.LOGGED_OUT, null, wall, null, null);
                become(id, by(out, setBy(by, old, AgentState.LOGGED_OUT, null)));
                seat.session = null;
            }
            case AgentEvent.AgentBecameReady e -> {
                idle(seat);
                AgentStatus ready = status(id, station, AgentState.READY, null, e.idleSince() + wallOffset, null, null);
                become(id, by(with(ready, null, old.connectionLost()), setBy(by, old, AgentState.READY, null)));
            }
            case AgentEvent.AgentBecameNotReady e -> {
                idle(seat);
                AgentStatus away = status(id, station, AgentState.NOT_READY, e.reason(), wall, null, null);
                become(
                        id,
                        by(with(away, null, old.connectionLost()), setBy(by, old, AgentState.NOT_READY, e.reason())));
            }
            case AgentEvent.AgentReserved e ->
                become(
                        id,
                        status(
                                id,
                                station,
                                AgentState.RESERVED,
                                null,
                                wall,
                                e.call().value(),
                                null));
            case AgentEvent.AgentBecameBusy e -> {
                AgentStatus busy = status(
                        id, station, AgentState.BUSY, null, wall, e.call().value(), null);
                become(id, with(busy, old.pending(), old.connectionLost()));
            }
            case AgentEvent.AgentEnteredWrapUp e -> {
                AgentStatus work = status(
                        id, station, AgentState.WRAP_UP, null, wall, e.call().value(), e.until() + wallOffset);
                become(id, with(work, old.pending(), old.connectionLost()));
            }
            case AgentEvent.PendingStateSet e ->
                become(id, with(old, Wire.pending(e.pending(), by), old.connectionLost()));
            case AgentEvent.AgentConnectionLost e -> become(id, with(old, old.pending(), true));
            case AgentEvent.AgentConnectionRestored e -> become(id, with(old, old.pending(), false));
        }
    }

    /** Who has set a state that begins: a supervisor just now, or the one who had it noted for afterwards. */
    private static @Nullable String setBy(
            @Nullable String now, AgentStatus before, AgentState state, @Nullable String reason) {
        AgentStatus.Pending noted = before.pending();
        return now == null && noted != null && noted.state() == state && Objects.equals(noted.reason(), reason)
                ? noted.setBy()
                : now;
    }

    private void become(AgentId id, AgentStatus status) {
        seat(id).status = status;
        tell.accept(id, new Event.AgentStateChanged(0, status));
    }

    private static void idle(Seat seat) {
        seat.offer = null;
        seat.call = null;
        seat.outgoing = null;
    }

    private void queue(QueueEvent event) {
        switch (event) {
            case QueueEvent.OfferMade e -> {
                Seat seat = seat(e.agent());
                seat.offer = Wire.offer(e, ways.of(e.call()), wallOffset);
                tell.accept(e.agent(), new Event.OfferMade(0, seat.offer));
            }
            case QueueEvent.OfferEnded e -> {
                seat(e.agent()).offer = null;
                tell.accept(
                        e.agent(),
                        new Event.OfferEnded(0, e.offer().value(), e.call().value(), Wire.end(e.end())));
            }
            case QueueEvent.CallQueued e -> {}
            case QueueEvent.BindingEnded e -> {}
            case QueueEvent.NeedsRelaxed e -> {}
            case QueueEvent.OfferAccepted e -> {}
            case QueueEvent.CallLeftQueue e -> {}
        }
    }

    private void dialOut(DialOutEvent event) {
        switch (event) {
            case DialOutEvent.DialOutBegun e ->
                outgoing(e.agent(), new OutgoingCall(e.call().value(), e.number(), null));
            case DialOutEvent.DialOutAccepted e -> {}
            case DialOutEvent.DialOutEnded e -> {
                if (e.end() != DialOutEnd.JOINED) {
                    tell.accept(
                            e.agent(),
                            new Event.CallEnded(
                                    0,
                                    e.call().value(),
                                    CallResult.NOT_REACHED,
                                    e.cause().code()));
                }
            }
        }
    }

    private void outgoing(AgentId agent, OutgoingCall call) {
        seat(agent).outgoing = call;
        tell.accept(agent, new Event.CallOutgoing(0, call));
    }

    /** It is known now whose number an agent has dialled. */
    private void found(CustomerEvent.CustomerIdentified e) {
        seats.forEach((agent, seat) -> {
            OutgoingCall call = seat.outgoing;
            if (call != null && call.callId().equals(e.call().value())) {
                outgoing(agent, new OutgoingCall(call.callId(), call.number(), Wire.customer(e.customer())));
            }
        });
    }

    private void call(long wall, CallEvent event) {
        switch (event) {
            case CallEvent.LegDialled e -> {
                legs.put(e.leg(), e.agent());
                present.computeIfAbsent(e.call(), call -> new LinkedHashSet<>()).add(e.agent());
                leg(e.leg(), e.call(), LegState.INITIATED, wall);
            }
            case CallEvent.LegRang e -> leg(e.leg(), e.call(), LegState.ALERTING, wall);
            case CallEvent.LegAnswered e -> leg(e.leg(), e.call(), LegState.QUEUED, wall);
            case CallEvent.LegsJoined e -> {
                talked.add(e.call());
                leg(e.agent(), e.call(), LegState.CONNECTED, wall);
            }
            case CallEvent.ConversationFormed e ->
                e.legs().forEach(leg -> leg(leg, e.call(), LegState.CONNECTED, wall));
            case CallEvent.ColleagueInvited e -> {
                Seat seat = seat(e.agent());
                seat.offer = Wire.offer(e, ways.of(e.call()), wallOffset);
                tell.accept(e.agent(), new Event.OfferMade(0, seat.offer));
            }
            case CallEvent.InvitationAccepted e -> {}
            case CallEvent.InvitationEnded e -> invitationEnded(e);
            case CallEvent.LegReturned e -> leg(e.leg(), e.call(), LegState.QUEUED, wall);
            case CallEvent.LegHeld e -> leg(e.leg(), e.call(), LegState.HELD, wall);
            case CallEvent.ConversationKept e ->
                warn(e.call(), Event.Notice.CALL_UNCHANGED, "The PBX did not do it; the call is as it was. Try again.");
            case CallEvent.LegMuted e -> muted(e);
            case CallEvent.RecordingStarted e -> recording(e.call(), RecordingState.RUNNING);
            case CallEvent.RecordingPaused e -> recording(e.call(), RecordingState.PAUSED);
            case CallEvent.RecordingResumed e -> recording(e.call(), RecordingState.RUNNING);
            case CallEvent.RecordingStopped e -> recording(e.call(), RecordingState.NONE);
            case CallEvent.RecordingKept e ->
                warn(e.call(), "RECORDING_" + e.step() + "_FAILED", Wire.notRecorded(e.step()));
            case CallEvent.DigitsSent e -> {
                if (!e.complete()) {
                    warn(
                            e.call(),
                            Event.Notice.DIGITS_NOT_CONFIRMED,
                            "The PBX did not say that it has sent all digits.");
                }
            }
            case CallEvent.ConversationWanted e -> {}
            case CallEvent.CallTransferred e -> sent.put(e.by(), e.call());
            case CallEvent.LegEnded e -> ended(e, wall);
            case CallEvent.CallDataSet e -> data(e);
            case CallEvent.CallClosed e -> {
                talked.remove(e.record().call());
                present.remove(e.record().call());
            }
            case CallEvent.CallArrived e -> {}
            case CallEvent.CustomerDialled e -> {}
            case CallEvent.CustomerRerouted e -> {}
            case CallEvent.CallNotServed e -> {}
            case CallEvent.DispositionSet e -> {}
        }
    }

    /** What an agent of the call has asked for was not done. */
    private void warn(CallId call, String code, String text) {
        Event told = new Event.Notice(0, NoticeLevel.WARNING, code, Map.of(), text);
        seats.forEach((agent, seat) -> {
            if (seat.call != null && seat.call.callId().equals(call.value())) {
                tell.accept(agent, told);
            }
        });
    }

    private void invitationEnded(CallEvent.InvitationEnded e) {
        if (e.end() != InvitationEnd.JOINED) {
            String call = e.call().value();
            seat(e.agent()).offer = null;
            tell.accept(e.agent(), new Event.OfferEnded(0, e.offer().value(), call, Wire.end(e.end())));
            tell.accept(e.by(), new Event.InvitationEnded(0, call, e.agent().value(), Wire.end(e.end())));
        }
    }

    /** Everybody whose call it is hears of it, whoever is just being offered the call among them. */
    private void data(CallEvent.CallDataSet e) {
        String call = e.call().value();
        Event told = new Event.CallDataChanged(0, call, e.name(), e.value(), e.by().value());
        seats.forEach((agent, seat) -> {
            if (call.equals(seat.status.callId())) {
                if (seat.offer != null && seat.offer.callId().equals(call)) {
                    seat.offer = seat.offer.withData(ways.of(e.call()).data());
                }
                tell.accept(agent, told);
            }
        });
    }

    private void ended(CallEvent.LegEnded e, long wall) {
        AgentId agent = legs.get(e.leg());
        leg(e.leg(), e.call(), LegState.CLEARED, wall);
        legs.remove(e.leg());
        present.getOrDefault(e.call(), new LinkedHashSet<>()).remove(agent);
        colleaguesChanged(e.call(), agent);
        if (agent != null && e.role() == LegRole.AGENT && talked.contains(e.call())) {
            // It goes on elsewhere when the agent has sent the customer there.
            CallResult result = e.call().equals(sent.remove(agent)) ? null : CallResult.ANSWERED;
            tell.accept(
                    agent,
                    new Event.CallEnded(0, e.call().value(), result, e.cause().code()));
        }
    }

    private void leg(LegId leg, CallId call, LegState state, long wall) {
        AgentId agent = legs.get(leg);
        if (agent != null) {
            CallStatus old = seat(agent).call;
            boolean muted = old != null
                    && old.callId().equals(call.value())
                    && old.muted()
                    && state != LegState.INITIATED
                    && state != LegState.CLEARED;
            boolean there = state != LegState.CLEARED;
            RecordingState recording = there ? recordings.getOrDefault(call, RecordingState.NONE) : RecordingState.NONE;
            show(agent, new CallStatus(call.value(), state, wall, colleagues(call, agent), muted, recording));
            colleaguesChanged(call, agent);
        }
    }

    private void muted(CallEvent.LegMuted e) {
        AgentId agent = legs.get(e.leg());
        CallStatus old = agent == null ? null : seat(agent).call;
        if (agent != null && old != null) {
            show(
                    agent,
                    new CallStatus(
                            old.callId(), old.state(), old.changedAt(), old.colleagues(), e.muted(), old.recording()));
            if (!e.asked()) {
                warn(
                        e.call(),
                        e.muted() ? Event.Notice.NOT_UNMUTED : Event.Notice.NOT_MUTED,
                        e.muted() ? "The PBX did not unmute you." : "The PBX did not mute you: you are heard.");
            }
        }
    }

    private void show(AgentId agent, CallStatus status) {
        seat(agent).call = status;
        tell.accept(agent, new Event.CallStateChanged(0, status));
    }

    /** Tells the others in a call of an agent who has come, gone, or been put on hold. */
    private void colleaguesChanged(CallId call, @Nullable AgentId changed) {
        for (AgentId other : present.getOrDefault(call, Set.of())) {
            CallStatus old = seat(other).call;
            if (!other.equals(changed) && old != null) {
                show(
                        other,
                        new CallStatus(
                                old.callId(),
                                old.state(),
                                old.changedAt(),
                                colleagues(call, other),
                                old.muted(),
                                old.recording()));
            }
        }
    }

    /** The other agents with a leg in the call. */
    private List<CallStatus.Colleague> colleagues(CallId call, AgentId than) {
        List<CallStatus.Colleague> others = new ArrayList<>();
        for (AgentId other : present.getOrDefault(call, Set.of())) {
            CallStatus status = seat(other).call;
            if (!other.equals(than) && status != null) {
                others.add(new CallStatus.Colleague(other.value(), status.state()));
            }
        }
        return others;
    }

    private void recording(CallId call, RecordingState state) {
        if (state == RecordingState.NONE) {
            recordings.remove(call);
        } else {
            recordings.put(call, state);
        }
        for (AgentId agent : new LinkedHashSet<>(legs.values())) {
            CallStatus old = seat(agent).call;
            if (old != null && old.callId().equals(call.value())) {
                show(
                        agent,
                        new CallStatus(
                                old.callId(), old.state(), old.changedAt(), old.colleagues(), old.muted(), state));
            }
        }
    }

    private static AgentStatus with(AgentStatus s, AgentStatus.@Nullable Pending pending, boolean lost) {
        return new AgentStatus(
                s.agentId(),
                s.station(),
                s.state(),
                s.reason(),
                s.sinceAt(),
                pending,
                lost,
                s.callId(),
                s.wrapUpEndsAt(),
                s.setBy());
    }

    private static AgentStatus by(AgentStatus s, @Nullable String supervisor) {
        return new AgentStatus(
                s.agentId(),
                s.station(),
                s.state(),
                s.reason(),
                s.sinceAt(),
                s.pending(),
                s.connectionLost(),
                s.callId(),
                s.wrapUpEndsAt(),
                supervisor);
    }

    private static AgentStatus status(
            AgentId id,
            @Nullable String station,
            AgentState state,
            @Nullable String reason,
            long since,
            @Nullable String call,
            @Nullable Long wrapUpEnds) {
        return new AgentStatus(id.value(), station, state, reason, since, null, false, call, wrapUpEnds, null);
    }

    // ---- for snapshots

    record SeatState(
            AgentId agent,
            AgentStatus status,
            @Nullable Offer offer,
            @Nullable CallStatus call,
            @Nullable OutgoingCall outgoing,
            @Nullable String session) {}

    @Journaled("view.screens/2")
    record State(
            long wallOffset,
            List<SeatState> seats,
            Map<LegId, AgentId> legs,
            Ways.State ways,
            List<CallId> talked,
            Map<CallId, RecordingState> recordings,
            Map<AgentId, CallId> sent,
            List<PbxId> lostLinks,
            List<NoticeEvent.NoticeGiven> notices) {}

    @Override
    public Record state() {
        List<SeatState> states = new ArrayList<>();
        seats.forEach((agent, seat) ->
                states.add(new SeatState(agent, seat.status, seat.offer, seat.call, seat.outgoing, seat.session)));
        return new State(
                wallOffset,
                states,
                new LinkedHashMap<>(legs),
                ways.state(),
                List.copyOf(talked),
                new LinkedHashMap<>(recordings),
                new LinkedHashMap<>(sent),
                List.copyOf(lostLinks),
                notices.state());
    }

    @Override
    public void restore(Record state) {
        State from = (State) state;
        wallOffset = from.wallOffset();
        for (SeatState each : from.seats()) {
            Seat seat = new Seat(each.status());
            seat.offer = each.offer();
            seat.call = each.call();
            seat.outgoing = each.outgoing();
            seat.session = each.session();
            seats.put(each.agent(), seat);
        }
        legs.putAll(from.legs());
        legs.forEach((leg, agent) -> {
            CallStatus call = seat(agent).call;
            if (call != null) {
                present.computeIfAbsent(new CallId(call.callId()), id -> new LinkedHashSet<>())
                        .add(agent);
            }
        });
        ways.restore(from.ways());
        talked.addAll(from.talked());
        recordings.putAll(from.recordings());
        sent.putAll(from.sent());
        lostLinks.addAll(from.lostLinks());
        notices.restore(from.notices());
    }
}
