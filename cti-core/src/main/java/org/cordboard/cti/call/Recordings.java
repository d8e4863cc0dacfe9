package org.cordboard.cti.call;

import org.cordboard.cti.acd.QueueId;
import org.cordboard.cti.agent.AgentCommand;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.engine.Deciding;
import org.cordboard.cti.engine.Effect;
import org.cordboard.cti.engine.Event;
import org.cordboard.cti.engine.Refusal;
import org.cordboard.cti.engine.Reply;
import org.cordboard.cti.engine.Site;
import org.cordboard.cti.engine.SiteEvent;
import org.cordboard.cti.ivr.IvrNode;
import org.cordboard.cti.port.PbxRequest;
import org.cordboard.cti.port.RecordingStep;
import org.cordboard.cti.port.RequestOutcome;
import org.jspecify.annotations.Nullable;

/**
 * The recordings of calls, by agents and by the share of their queues. A recording is that of the customer's leg: it goes on while they are
 * on hold or with the next agent, and ends with the leg. What it is becomes a fact when the PBX has done it, never before: who says a card
 * number waits for PAUSED. One step is under way at a time. A step whose answer was lost is asked for again when the link is back, on
 * the safe side: a recording that perhaps began is stopped, one that perhaps went on is paused.
 */
public final class Recordings {

    private static final int PERCENT = 100;
    private static final long MIXER = 0x9E37_79B9_7F4A_7C15L;
    private static final int HIGH_BITS = 33;

    private final Site site;
    private final OpenCalls calls;

    Recordings(Site site, OpenCalls calls) {
        this.site = site;
        this.calls = calls;
    }

    // ---- what agents want

    public Reply decide(AgentId agent, AgentCommand.RecordCall command, Deciding out) {
        Leg own = calls.legOf(agent, command.call());
        if (own == null) {
            return Calls.noLeg(command.call());
        }
        Call call = calls.call(own);
        if (!mayBeRecorded(call)) {
            return new Reply.Refused(Refusal.RECORDING_FORBIDDEN, "This call must not be recorded.");
        }
        String obstacle = obstacle(call, own, command.step());
        if (obstacle != null) {
            return new Reply.Refused(Refusal.WRONG_STATE, "Call " + call.id() + " " + obstacle + ".");
        }
        if (!site.linkUp(call.pbx())) {
            return Calls.linkDown(call);
        }
        ask(call, command.step(), out);
        return new Reply.Ok();
    }

    private static @Nullable String obstacle(Call call, Leg own, RecordingStep step) {
        if (!canBeRecorded(call) || !own.stays()) {
            return "has nobody to be recorded";
        }
        if (call.recordingStep != null) {
            return "has a step of its recording under way; wait for it";
        }
        Recording now = call.recording;
        return switch (step) {
            case START -> now == Recording.NONE ? null : "is being recorded";
            case PAUSE -> now == Recording.RUNNING ? null : "has no recording that runs";
            case RESUME -> now == Recording.PAUSED ? null : "has no recording that is paused";
            case STOP -> now == Recording.NONE ? "is not being recorded" : null;
        };
    }

    /** Neither the hotline nor the caller, whom a tree has asked for consent, is against it. */
    private boolean mayBeRecorded(Call call) {
        return site.mayBeRecorded(call.hotline())
                && !IvrNode.Consent.REFUSED.equals(call.collected().get(IvrNode.Consent.USUAL_NAME));
    }

    private static boolean canBeRecorded(Call call) {
        return call.answered() && call.customerLeg().stays();
    }

    private static void ask(Call call, RecordingStep step, Deciding out) {
        ask(call, step == RecordingStep.START ? call.nextRecording() : call.recorded.getLast(), step, out);
    }

    private static void ask(Call call, String name, RecordingStep step, Deciding out) {
        Leg customer = call.customerLeg();
        out.ask(customer.pbx(), id -> new PbxRequest.RecordLeg(id, customer.id(), name, step));
    }

    // ---- how it is brought about

    void react(Event event, Deciding out) {
        switch (event) {
            case CallEvent.LegsJoined e -> {
                Call call = calls.call(e.call());
                if (call != null && isChosen(call)) {
                    ask(call, RecordingStep.START, out);
                }
            }
            case CallEvent.LegEnded e -> {
                Call call = calls.call(e.call());
                if (call != null && e.role() == LegRole.CUSTOMER && call.recording != Recording.NONE) {
                    out.fact(new CallEvent.RecordingStopped(call.id(), call.recorded.getLast(), e.latest()));
                }
            }
            case CallEvent.RecordingKept e -> {
                Call call = calls.call(e.call());
                if (call != null && e.step() != onTheSafeSide(e.step())) {
                    beSafe(call, out);
                }
            }
            case SiteEvent.LinkChanged e -> {
                if (e.up()) {
                    calls.all().stream()
                            .filter(call -> call.pbx().equals(e.pbx()))
                            .forEach(call -> beSafe(call, out));
                }
            }
            default -> {}
        }
    }

    /** A queue's share of its calls is recorded; which ones depends on nothing but their ids. */
    private boolean isChosen(Call call) {
        QueueId queue = call.queue();
        return queue != null
                && call.recordings == 0
                && canBeRecorded(call)
                && mayBeRecorded(call)
                && spread(call.id()) < site.recordedShare(queue);
    }

    /** 0..99, as good as evenly for calls that follow each other. */
    static int spread(CallId id) {
        long mixed = (id.value().hashCode() * MIXER) >>> HIGH_BITS;
        return (int) (mixed % PERCENT);
    }

    void settled(Effect effect, RequestOutcome outcome, Deciding out) {
        if (effect instanceof Effect.AskPbx ask && ask.request() instanceof PbxRequest.RecordLeg record) {
            Leg leg = calls.leg(record.leg());
            Call call = leg == null ? null : calls.call(leg);
            if (leg != null && call != null && leg.up() && record.id().equals(call.recordingStep)) {
                CallEvent fact = outcome instanceof RequestOutcome.Failed failed
                        ? notDone(call, record, failed.reason(), out.at())
                        : done(call, record, out.at());
                if (fact != null) {
                    out.fact(fact);
                }
            }
        }
    }

    private static @Nullable CallEvent notDone(
            Call call, PbxRequest.RecordLeg record, RequestOutcome.Reason reason, long at) {
        return switch (reason) {
            case REFUSED -> new CallEvent.RecordingKept(call.id(), record.name(), record.step(), false, at);
            case LINK_DOWN, TIMED_OUT -> new CallEvent.RecordingKept(call.id(), record.name(), record.step(), true, at);
            case NO_SUCH_LEG -> null;
        };
    }

    private static @Nullable CallEvent done(Call call, PbxRequest.RecordLeg record, long at) {
        CallId id = call.id();
        String name = record.name();
        return switch (record.step()) {
            case START -> new CallEvent.RecordingStarted(id, name, at);
            case PAUSE -> call.recording == Recording.RUNNING ? new CallEvent.RecordingPaused(id, name, at) : null;
            case RESUME -> new CallEvent.RecordingResumed(id, name, at);
            case STOP -> call.recording == Recording.NONE ? null : new CallEvent.RecordingStopped(id, name, at);
        };
    }

    /** Nobody knows whether the PBX has taken a step: it is asked for what is safe either way. */
    private void beSafe(Call call, Deciding out) {
        RecordingStep doubtful = call.doubtfulStep;
        String name = call.doubtfulRecording;
        if (doubtful != null && name != null && canBeRecorded(call) && site.linkUp(call.pbx())) {
            ask(call, name, onTheSafeSide(doubtful), out);
        }
    }

    private static RecordingStep onTheSafeSide(RecordingStep step) {
        return switch (step) {
            case START, STOP -> RecordingStep.STOP;
            case PAUSE, RESUME -> RecordingStep.PAUSE;
        };
    }
}
