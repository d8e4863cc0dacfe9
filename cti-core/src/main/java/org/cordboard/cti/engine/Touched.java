package org.cordboard.cti.engine;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.cordboard.cti.acd.QueueEvent;
import org.cordboard.cti.acd.QueueId;
import org.cordboard.cti.admission.AdmissionEvent;
import org.cordboard.cti.agent.AgentEvent;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.agent.StationId;
import org.cordboard.cti.call.CallEvent;
import org.cordboard.cti.call.CallId;
import org.cordboard.cti.callback.CallBackEvent;
import org.cordboard.cti.customer.CustomerEvent;
import org.cordboard.cti.dialout.DialOutEvent;
import org.cordboard.cti.ivr.IvrEvent;
import org.cordboard.cti.notice.NoticeEvent;

/** The agents, calls, queues and stations a decision's facts speak of. */
final class Touched {

    final Set<AgentId> agents = new LinkedHashSet<>();
    final Set<CallId> calls = new LinkedHashSet<>();
    final Set<QueueId> queues = new LinkedHashSet<>();

    /** Offers, each with the callers who came into line, or back, or for whom more agents would do, only after it. */
    final Map<QueueEvent.OfferMade, Set<CallId>> offers = new LinkedHashMap<>();

    final Set<StationId> stations = new LinkedHashSet<>();
    /** The facts concern everybody: only a full scan will do. */
    boolean everything;

    static Touched by(Decision decision) {
        Touched touched = new Touched();
        decision.events().forEach(touched::add);
        return touched;
    }

    private void add(Event event) {
        switch (event) {
            case CallEvent e -> add(e);
            case QueueEvent e -> add(e);
            case IvrEvent e -> calls.add(e.call());
            case AdmissionEvent.CallScreened e -> calls.add(e.call());
            case AdmissionEvent.CallAdmitted e -> calls.add(e.call());
            case AdmissionEvent.CallShed e -> calls.add(e.call());
            case AdmissionEvent.AdmissionLimited e -> {}
            case CustomerEvent e -> calls.add(e.call());
            case CallBackEvent.CallBackBegun e -> calls.add(e.call());
            case CallBackEvent e -> {}
            case NoticeEvent e -> {}
            case DialOutEvent e -> {
                calls.add(e.call());
                agents.add(e.agent());
            }
            case AgentEvent e -> agents.add(e.agent());
            case SiteEvent e -> add(e);
        }
    }

    private void add(CallEvent event) {
        switch (event) {
            case CallEvent.CallArrived e -> calls.add(e.call());
            case CallEvent.CallNotServed e -> {}
            case CallEvent.LegDialled e -> calls.add(e.call());
            case CallEvent.CustomerDialled e -> calls.add(e.call());
            case CallEvent.CustomerRerouted e -> calls.add(e.call());
            case CallEvent.LegRang e -> calls.add(e.call());
            case CallEvent.LegAnswered e -> calls.add(e.call());
            case CallEvent.LegsJoined e -> calls.add(e.call());
            case CallEvent.ConversationFormed e -> calls.add(e.call());
            case CallEvent.ColleagueInvited e -> {
                calls.add(e.call());
                agents.add(e.agent());
            }
            case CallEvent.InvitationAccepted e -> calls.add(e.call());
            case CallEvent.InvitationEnded e -> {
                calls.add(e.call());
                agents.add(e.agent());
            }
            case CallEvent.LegReturned e -> calls.add(e.call());
            case CallEvent.ConversationWanted e -> calls.add(e.call());
            case CallEvent.ConversationKept e -> calls.add(e.call());
            case CallEvent.LegHeld e -> calls.add(e.call());
            case CallEvent.CallTransferred e -> calls.add(e.call());
            case CallEvent.CallDataSet e -> calls.add(e.call());
            case CallEvent.DigitsSent e -> calls.add(e.call());
            case CallEvent.LegMuted e -> calls.add(e.call());
            case CallEvent.RecordingStarted e -> calls.add(e.call());
            case CallEvent.RecordingPaused e -> calls.add(e.call());
            case CallEvent.RecordingResumed e -> calls.add(e.call());
            case CallEvent.RecordingStopped e -> calls.add(e.call());
            case CallEvent.RecordingKept e -> calls.add(e.call());
            case CallEvent.LegEnded e -> calls.add(e.call());
            case CallEvent.DispositionSet e -> calls.add(e.call());
            case CallEvent.CallClosed e -> {
                calls.add(e.record().call());
                AgentId agent = e.record().agent();
                if (agent != null) {
                    agents.add(agent);
                }
            }
        }
    }

    private void add(QueueEvent event) {
        switch (event) {
            case QueueEvent.CallQueued e -> {
                cameLater(e.call());
                queues.add(e.queue());
            }
            case QueueEvent.OfferMade e -> {
                offers.put(e, new LinkedHashSet<>());
                calls.add(e.call());
                queues.add(e.queue());
                agents.add(e.agent());
            }
            case QueueEvent.OfferAccepted e -> {
                calls.add(e.call());
                agents.add(e.agent());
            }
            case QueueEvent.BindingEnded e -> cameLater(e.call());
            case QueueEvent.NeedsRelaxed e -> cameLater(e.call());
            case QueueEvent.OfferEnded e -> {
                cameLater(e.call());
                agents.add(e.agent());
            }
            case QueueEvent.CallLeftQueue e -> {
                calls.add(e.call());
                queues.add(e.queue());
            }
        }
    }

    private void cameLater(CallId call) {
        calls.add(call);
        offers.values().forEach(later -> later.add(call));
    }

    private void add(SiteEvent event) {
        switch (event) {
            case SiteEvent.SiteConfigured e -> everything = true;
            case SiteEvent.LinkChanged e -> everything = true;
            case SiteEvent.StationChanged e -> stations.add(e.station());
            case SiteEvent.SiteOpened e -> {}
            case SiteEvent.Bookkeeping e -> {}
            case SiteEvent.TrunkAlarmChanged e -> {}
            case SiteEvent.WallClockMoved e -> {}
        }
    }
}
