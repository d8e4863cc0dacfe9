package org.cordboard.sim.run;

import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cordboard.cti.acd.Explanation;
import org.cordboard.cti.acd.QueueEvent;
import org.cordboard.cti.acd.QueueExit;
import org.cordboard.cti.admission.AdmissionEvent;
import org.cordboard.cti.agent.AgentEvent;
import org.cordboard.cti.agent.NotReadyReasons;
import org.cordboard.cti.agent.PendingState;
import org.cordboard.cti.call.CallEvent;
import org.cordboard.cti.call.CallId;
import org.cordboard.cti.call.CallResult;
import org.cordboard.cti.call.LegId;
import org.cordboard.cti.callback.CallBackEvent;
import org.cordboard.cti.customer.CustomerEvent;
import org.cordboard.cti.dialout.DialOutEvent;
import org.cordboard.cti.engine.Event;
import org.cordboard.cti.engine.Input;
import org.cordboard.cti.engine.Refusal;
import org.cordboard.cti.engine.Reply;
import org.cordboard.cti.engine.SiteEvent;
import org.cordboard.cti.engine.TimerKey;
import org.cordboard.cti.ivr.IvrEvent;
import org.cordboard.cti.journal.JournalEntry;
import org.cordboard.cti.notice.NoticeEvent;
import org.cordboard.cti.port.PbxEvent;
import org.cordboard.sim.people.CallerLog;
import org.cordboard.sim.world.WorldEvent;

/** How often a simulation met each of the situations it is there to try. One that was never met proves nothing. */
public final class Coverage {

    /** A situation. */
    public enum Met {
        CALL_ANSWERED,
        CALL_ABANDONED_IN_QUEUE,
        CALL_ABANDONED_IN_IVR,
        CALL_TURNED_AWAY,
        CALL_WAITED_TOO_LONG,
        CALL_FOUND_NO_AGENTS,
        CALL_OVERFLOWED,
        OWN_MANAGER_OFFERED,
        OWN_CUSTOMER_CAME_FIRST,
        OWN_AGENT_GIVEN_UP,
        NEED_RELAXED,
        NUMBER_NOT_SERVED,
        CALLER_GONE_WHILE_RINGING,
        RONA,
        OFFER_REJECTED,
        OFFER_NOT_JOINED_OR_LINK_LOST,
        AGENT_LOGGED_OUT,
        AGENT_LOGGED_OUT_AFTER_WORK,
        AGENT_HUNG_UP_FIRST,
        CALLER_ON_HOLD,
        CALLER_RETRIEVED,
        CALLER_HUNG_UP_ON_HOLD,
        CALLER_TRANSFERRED,
        CALL_RECORDED,
        RECORDING_PAUSED,
        RECORDING_RESUMED,
        RECORDING_STOPPED,
        AGENT_MUTED,
        AGENT_UNMUTED,
        DIGITS_SENT,
        COLLEAGUE_ASKED,
        COLLEAGUE_CAME,
        COLLEAGUE_DECLINED,
        COLLEAGUE_DID_NOT_ANSWER,
        COLLEAGUE_SENT_AWAY,
        AGENTS_TALKED_ALONE,
        CONFERENCE_HELD,
        CALLER_LEFT_WITH_COLLEAGUE,
        CALL_DATA_SET,
        CALL_DATA_REMOVED,
        AGENT_STATE_FORCED,
        NOTICE_GIVEN,
        DESKTOP_LOST,
        DESKTOP_RETURNED,
        DESKTOP_GONE_FOR_GOOD,
        SEAT_TAKEN_OVER,
        WRAP_UP_RAN_OUT,
        LOOK_UP_TIMED_OUT,
        LOOK_UP_FAILED,
        CALLER_WITHHELD_NUMBER,
        MENU_DIGIT_TAKEN,
        CALLER_TYPED_AHEAD,
        CALLER_SEARCHED_KEYS,
        CALLER_MISDIALLED,
        CALLER_CORRECTED_KEY,
        LINK_LOST,
        WAIT_ANNOUNCED,
        QUEUE_LEFT_BY_KEY,
        CALL_BACK_REQUESTED,
        CUSTOMER_CALLED_BACK,
        CUSTOMER_DIALLED_OVER_NEXT_TRUNK,
        AGENT_DIALLED,
        AGENT_TALKED_WITH_WHOM_THEY_DIALLED,
        AGENT_DID_NOT_REACH_WHOM_THEY_DIALLED,
        AGENT_GAVE_DIALLING_UP,
        DIALLING_REFUSED,
        CALL_BACK_PUT_OFF,
        CALL_BACK_REACHED,
        CALL_BACK_NOT_REACHED,
        CALL_BACK_EXPIRED,
        ALL_CHANNELS_BUSY,
        CALLER_FOUND_LINE_DOWN,
        SPAN_ALARM,
        CALL_CUT_BY_ALARM,
        CALL_OUTLIVED_ALARM,
        GLARE_WON,
        GLARE_LOST,
        TELEPHONE_UNREACHABLE
    }

    private final Map<Met, Long> counts = new EnumMap<>(Met.class);
    private final Set<LegId> customerLegs = new LinkedHashSet<>();
    private final Set<LegId> colleagues = new LinkedHashSet<>();
    private final Set<LegId> held = new LinkedHashSet<>();
    private final Set<CallId> dialOuts = new LinkedHashSet<>();

    public Coverage() {
        for (Met met : Met.values()) {
            counts.put(met, 0L);
        }
    }

    public long count(Met met) {
        return counts.getOrDefault(met, 0L);
    }

    /** The situations that never came up. */
    public List<Met> missing() {
        return counts.entrySet().stream()
                .filter(e -> e.getValue() == 0)
                .map(Map.Entry::getKey)
                .toList();
    }

    public Map<Met, Long> counts() {
        return new EnumMap<>(counts);
    }

    public void add(Coverage other) {
        other.counts.forEach((met, count) -> counts.merge(met, count, Long::sum));
    }

    private void met(Met met) {
        counts.merge(met, 1L, Long::sum);
    }

    /** What is seen at the PBX alone. */
    void see(WorldEvent event) {
        switch (event) {
            case WorldEvent.CallRefused e -> met(e.full() ? Met.ALL_CHANNELS_BUSY : Met.CALLER_FOUND_LINE_DOWN);
            case WorldEvent.CallCut e -> {
                if (!e.channel().dialled().isEmpty()) {
                    met(Met.CALL_CUT_BY_ALARM);
                }
            }
            case WorldEvent.GlareMet e -> met(e.oursStays() ? Met.GLARE_WON : Met.GLARE_LOST);
            case WorldEvent.TrunkAlarmCleared e -> {
                if (e.trunk().busy() > 0) {
                    met(Met.CALL_OUTLIVED_ALARM);
                }
            }
            default -> {}
        }
    }

    /** What callers did with their keys. */
    void see(CallerLog log) {
        for (CallerLog.Entry caller : log.ended()) {
            if (caller.keys() > 0) {
                switch (caller.habit()) {
                    case TYPES_AHEAD -> met(Met.CALLER_TYPED_AHEAD);
                    case SLOW -> met(Met.CALLER_SEARCHED_KEYS);
                    case MISDIALS -> met(Met.CALLER_MISDIALLED);
                    case CORRECTS -> met(Met.CALLER_CORRECTED_KEY);
                    case LISTENS -> {}
                }
            }
        }
    }

    void see(JournalEntry entry) {
        if (entry.input() instanceof Input.TimerFired fired
                && fired.timer() instanceof TimerKey.WrapUpLimit
                && !entry.events().isEmpty()) {
            met(Met.WRAP_UP_RAN_OUT);
        }
        entry.events().forEach(this::see);
    }

    private void see(Event event) {
        switch (event) {
            case CallEvent e -> call(e);
            case QueueEvent e -> queue(e);
            case AgentEvent e -> agent(e);
            case CustomerEvent.CustomerNotIdentified e -> {
                switch (e.reason()) {
                    case TIMED_OUT -> met(Met.LOOK_UP_TIMED_OUT);
                    case STORE_FAILED -> met(Met.LOOK_UP_FAILED);
                    case WITHHELD -> met(Met.CALLER_WITHHELD_NUMBER);
                    case NOT_FOUND -> {}
                }
            }
            case CustomerEvent e -> {}
            case NoticeEvent.NoticeGiven e -> met(Met.NOTICE_GIVEN);
            case CallBackEvent.CallBackRequested e -> met(Met.CALL_BACK_REQUESTED);
            case CallBackEvent.CallBackBegun e -> {}
            case CallBackEvent.CallBackPutOff e -> met(Met.CALL_BACK_PUT_OFF);
            case CallBackEvent.CallBackEnded e -> {
                switch (e.end()) {
                    case REACHED -> met(Met.CALL_BACK_REACHED);
                    case NOT_REACHED -> met(Met.CALL_BACK_NOT_REACHED);
                    case EXPIRED -> met(Met.CALL_BACK_EXPIRED);
                    case NOT_NEEDED -> {}
                }
            }
            case DialOutEvent e -> dialOut(e);
            case IvrEvent.IvrAnnounced e -> met(Met.WAIT_ANNOUNCED);
            case IvrEvent.IvrQueueKeyPressed e -> met(Met.QUEUE_LEFT_BY_KEY);
            case IvrEvent.IvrDigitTaken e -> met(Met.MENU_DIGIT_TAKEN);
            case IvrEvent e -> {}
            case AdmissionEvent e -> {}
            case SiteEvent.LinkChanged e -> {
                if (!e.up()) {
                    met(Met.LINK_LOST);
                }
            }
            case SiteEvent.TrunkAlarmChanged e -> {
                if (!e.alarm().isEmpty()) {
                    met(Met.SPAN_ALARM);
                }
            }
            case SiteEvent.CommandAnswered e -> {
                if (e.reply() instanceof Reply.Refused refused && refused.code() == Refusal.FORBIDDEN_NUMBER) {
                    met(Met.DIALLING_REFUSED);
                }
            }
            case SiteEvent.StationChanged e -> {
                if (e.state() == PbxEvent.StationState.UNREACHABLE) {
                    met(Met.TELEPHONE_UNREACHABLE);
                }
            }
            case SiteEvent e -> {}
        }
    }

    private void call(CallEvent event) {
        switch (event) {
            case CallEvent.CallClosed e -> result(e.record().result());
            case CallEvent.CallNotServed e -> met(Met.NUMBER_NOT_SERVED);
            case CallEvent.CallArrived e -> customerLegs.add(e.leg());
            case CallEvent.LegReturned e -> {
                if (customerLegs.contains(e.leg())) {
                    met(Met.AGENT_HUNG_UP_FIRST);
                }
            }
            case CallEvent.LegEnded e -> {
                customerLegs.remove(e.leg());
                colleagues.remove(e.leg());
                if (held.remove(e.leg())) {
                    met(Met.CALLER_HUNG_UP_ON_HOLD);
                }
            }
            case CallEvent.LegDialled e -> {}
            case CallEvent.CustomerDialled e -> {
                if (!dialOuts.contains(e.call())) {
                    met(Met.CUSTOMER_CALLED_BACK);
                }
            }
            case CallEvent.CustomerRerouted e -> met(Met.CUSTOMER_DIALLED_OVER_NEXT_TRUNK);
            case CallEvent.LegRang e -> {}
            case CallEvent.LegAnswered e -> {}
            case CallEvent.LegHeld e -> {
                if (customerLegs.contains(e.leg())) {
                    met(Met.CALLER_ON_HOLD);
                    held.add(e.leg());
                }
            }
            case CallEvent.LegsJoined e -> {
                if (held.remove(e.customer())) {
                    met(colleagues.contains(e.agent()) ? Met.CALLER_LEFT_WITH_COLLEAGUE : Met.CALLER_RETRIEVED);
                }
            }
            case CallEvent.ConversationFormed e -> {
                held.removeAll(e.legs());
                met(e.legs().size() > 2 ? Met.CONFERENCE_HELD : Met.AGENTS_TALKED_ALONE);
            }
            case CallEvent.ColleagueInvited e -> {
                met(Met.COLLEAGUE_ASKED);
                colleagues.add(e.leg());
            }
            case CallEvent.InvitationAccepted e -> {}
            case CallEvent.InvitationEnded e -> {
                switch (e.end()) {
                    case JOINED -> met(Met.COLLEAGUE_CAME);
                    case REJECTED -> met(Met.COLLEAGUE_DECLINED);
                    case TIMED_OUT -> met(Met.COLLEAGUE_DID_NOT_ANSWER);
                    case WITHDRAWN -> met(Met.COLLEAGUE_SENT_AWAY);
                    case STATION_FAILED, NOT_JOINED, LINK_LOST -> {}
                }
            }
            case CallEvent.CallTransferred e -> met(Met.CALLER_TRANSFERRED);
            case CallEvent.CallDataSet e -> met(e.value().isEmpty() ? Met.CALL_DATA_REMOVED : Met.CALL_DATA_SET);
            case CallEvent.RecordingStarted e -> met(Met.CALL_RECORDED);
            case CallEvent.RecordingPaused e -> met(Met.RECORDING_PAUSED);
            case CallEvent.RecordingResumed e -> met(Met.RECORDING_RESUMED);
            case CallEvent.RecordingStopped e -> met(Met.RECORDING_STOPPED);
            case CallEvent.RecordingKept e -> {}
            case CallEvent.LegMuted e -> met(e.muted() ? Met.AGENT_MUTED : Met.AGENT_UNMUTED);
            case CallEvent.DigitsSent e -> {
                if (e.complete()) {
                    met(Met.DIGITS_SENT);
                }
            }
            case CallEvent.ConversationWanted e -> {}
            case CallEvent.ConversationKept e -> {}
            case CallEvent.DispositionSet e -> {}
        }
    }

    private void dialOut(DialOutEvent event) {
        switch (event) {
            case DialOutEvent.DialOutBegun e -> {
                dialOuts.add(e.call());
                met(Met.AGENT_DIALLED);
            }
            case DialOutEvent.DialOutAccepted e -> {}
            case DialOutEvent.DialOutEnded e -> {
                dialOuts.remove(e.call());
                switch (e.end()) {
                    case JOINED -> met(Met.AGENT_TALKED_WITH_WHOM_THEY_DIALLED);
                    case NOT_REACHED -> met(Met.AGENT_DID_NOT_REACH_WHOM_THEY_DIALLED);
                    case AGENT_GONE -> met(Met.AGENT_GAVE_DIALLING_UP);
                    case TIMED_OUT, LINK_LOST -> {}
                }
            }
        }
    }

    private void result(CallResult result) {
        switch (result) {
            case ANSWERED -> met(Met.CALL_ANSWERED);
            case ABANDONED -> met(Met.CALL_ABANDONED_IN_QUEUE);
            case ABANDONED_IN_IVR -> met(Met.CALL_ABANDONED_IN_IVR);
            case ENDED_IN_IVR -> met(Met.CALL_TURNED_AWAY);
            case OVERFLOWED,
                    CLOSED,
                    TIMED_OUT,
                    NO_AGENTS,
                    NOT_SERVED,
                    CALLBACK_REQUESTED,
                    NOT_REACHED,
                    SHED,
                    FAILED -> {}
        }
    }

    private void queue(QueueEvent event) {
        switch (event) {
            case QueueEvent.OfferEnded e -> {
                switch (e.end()) {
                    case TIMED_OUT -> met(Met.RONA);
                    case REJECTED -> met(Met.OFFER_REJECTED);
                    case CALLER_GONE -> met(Met.CALLER_GONE_WHILE_RINGING);
                    case NOT_JOINED, LINK_LOST -> met(Met.OFFER_NOT_JOINED_OR_LINK_LOST);
                    case STATION_FAILED, CUSTOMER_NOT_REACHED -> {}
                }
            }
            case QueueEvent.CallLeftQueue e -> {
                if (e.exit() == QueueExit.TIMED_OUT) {
                    met(Met.CALL_WAITED_TOO_LONG);
                } else if (e.exit() == QueueExit.NO_AGENTS) {
                    met(Met.CALL_FOUND_NO_AGENTS);
                } else if (e.exit() == QueueExit.OVERFLOWED) {
                    met(Met.CALL_OVERFLOWED);
                }
            }
            case QueueEvent.CallQueued e -> {}
            case QueueEvent.BindingEnded e -> met(Met.OWN_AGENT_GIVEN_UP);
            case QueueEvent.NeedsRelaxed e -> met(Met.NEED_RELAXED);
            case QueueEvent.OfferMade e -> {
                if (e.explanation().rule() == Explanation.Rule.OWN_MANAGER) {
                    met(Met.OWN_MANAGER_OFFERED);
                }
                if (e.explanation().overtaking() == Explanation.Overtaking.OWN_CUSTOMER) {
                    met(Met.OWN_CUSTOMER_CAME_FIRST);
                }
            }
            case QueueEvent.OfferAccepted e -> {}
        }
    }

    private void agent(AgentEvent event) {
        switch (event) {
            case AgentEvent.AgentLoggedOut e -> met(Met.AGENT_LOGGED_OUT);
            case AgentEvent.StateForced e -> met(Met.AGENT_STATE_FORCED);
            case AgentEvent.AgentConnectionLost e -> met(Met.DESKTOP_LOST);
            case AgentEvent.AgentConnectionRestored e -> met(Met.DESKTOP_RETURNED);
            case AgentEvent.SeatTakenOver e -> met(Met.SEAT_TAKEN_OVER);
            case AgentEvent.AgentBecameNotReady e -> {
                if (e.reason().equals(NotReadyReasons.CONNECTION_LOST)) {
                    met(Met.DESKTOP_GONE_FOR_GOOD);
                }
            }
            case AgentEvent.PendingStateSet e -> {
                if (e.pending() instanceof PendingState.LoggedOut) {
                    met(Met.AGENT_LOGGED_OUT_AFTER_WORK);
                }
            }
            case AgentEvent.AgentLoggedIn e -> {}
            case AgentEvent.AgentBecameReady e -> {}
            case AgentEvent.AgentReserved e -> {}
            case AgentEvent.AgentBecameBusy e -> {}
            case AgentEvent.AgentEnteredWrapUp e -> {}
        }
    }
}
