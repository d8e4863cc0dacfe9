package org.cordboard.asterisk;

import java.util.function.BiConsumer;
import org.cordboard.cti.call.LegId;
import org.cordboard.cti.port.Cause;
import org.cordboard.cti.port.PbxEvent.DigitPressed;
import org.cordboard.cti.port.PbxEvent.LegAnswered;
import org.cordboard.cti.port.PbxEvent.LegCleared;
import org.cordboard.cti.port.PbxEvent.LegFailed;
import org.cordboard.cti.port.PbxEvent.LegReturned;
import org.cordboard.cti.port.PbxRequest;
import org.cordboard.cti.port.PbxRequest.AddLeg;
import org.cordboard.cti.port.PbxRequest.AnswerLeg;
import org.cordboard.cti.port.PbxRequest.BridgeLegs;
import org.cordboard.cti.port.PbxRequest.ClearLeg;
import org.cordboard.cti.port.PbxRequest.DeflectLeg;
import org.cordboard.cti.port.PbxRequest.DialLeg;
import org.cordboard.cti.port.PbxRequest.MuteLeg;
import org.cordboard.cti.port.PbxRequest.PartLegs;
import org.cordboard.cti.port.PbxRequest.PlayPrompts;
import org.cordboard.cti.port.PbxRequest.RecordLeg;
import org.cordboard.cti.port.PbxRequest.SendDigits;
import org.cordboard.cti.port.PbxRequest.StartMusic;
import org.cordboard.cti.port.PbxRequest.StopMusic;
import org.cordboard.cti.port.PbxRequest.TagLeg;
import org.cordboard.cti.port.RequestId;
import org.cordboard.cti.port.RequestOutcome.Reason;
import org.jspecify.annotations.Nullable;

/** The legs' life: which events concern which leg, and who carries out which request. */
final class LegControl {

    /** How long a leg may be neither in the AGI loop nor in a bridge nor hung up before it counts as lost to us. */
    static final long LOST_MILLIS = 2_000;

    /** How long the Hangup event may be late after Asterisk said that the channel is gone. */
    static final long GONE_MILLIS = 1_000;

    /** What a channel's party says; a function, which needs no more privileges than a variable. The action MuteAudio would. */
    static final String MICROPHONE = "MUTEAUDIO(in)";

    private static final String DIGITS = "0123456789*#ABCD";

    private final Workings w;
    private final Leases leases;
    private final AgiCommands agi;
    private final Bridging bridging;
    private final Parting parting;
    private final DigitSending digits;
    private final RecordingControl recording;
    private final Dialling dialling;
    private final EndNotes notes;

    LegControl(Workings workings, EndNotes notes) {
        this.w = workings;
        this.leases = new Leases(workings);
        this.notes = notes;
        this.agi = new AgiCommands(workings, at -> advanceBridges(at));
        this.bridging = new Bridging(workings, agi, leases);
        this.parting = new Parting(workings);
        this.digits = new DigitSending(workings);
        this.recording = new RecordingControl(workings);
        this.dialling = new Dialling(workings, this::end, this::withLeg);
    }

    Leases leases() {
        return leases;
    }

    /** A dialled leg was found to ring. */
    void alerting(Leg leg) {
        dialling.alerting(leg);
    }

    private void advanceBridges(long at) {
        bridging.advance(at);
    }

    /** The ledger has been rebuilt from the list of channels. */
    void linkUp(long at) {
        for (Leg leg : w.ledger().all()) {
            if (leg.doomed) {
                dialling.hangUp(leg, Cause.NORMAL_CLEARING);
            }
            if (leg.dialled && !leg.taken) {
                dialling.watchAgain(leg, at);
            }
        }
    }

    /** All timers are void; the requests are failed by the caller. */
    void linkDown() {
        bridging.clear();
        parting.clear();
        digits.clear();
        for (Leg leg : w.ledger().all()) {
            leg.agi.takeAll();
            leg.untilBorn.clear();
            leg.clearing.clear();
            leg.dialRequest = null;
            leg.lease = null;
            leg.backstop = null;
        }
    }

    void request(PbxRequest request, long at) {
        switch (request) {
            case DialLeg dial -> dialling.request(dial, at);
            case BridgeLegs bridge ->
                onPair(bridge, bridge.first(), bridge.second(), (one, two) -> bridging.request(bridge, one, two, at));
            case AddLeg add -> onPair(add, add.leg(), add.with(), (one, two) -> bridging.request(add, one, two, at));
            case PartLegs part ->
                onPair(part, part.first(), part.second(), (one, two) -> parting.request(part, one, two, at));
            case AnswerLeg answer -> onLeg(answer, answer.leg(), at);
            case PlayPrompts play -> onLeg(play, play.leg(), at);
            case StartMusic start -> onLeg(start, start.leg(), at);
            case StopMusic stop -> onLeg(stop, stop.leg(), at);
            case SendDigits send -> onLeg(send, send.leg(), at);
            case MuteLeg mute -> onLeg(mute, mute.leg(), at);
            case RecordLeg record -> onLeg(record, record.leg(), at);
            case ClearLeg clear -> onLeg(clear, clear.leg(), at);
            case DeflectLeg deflect -> onLeg(deflect, deflect.leg(), at);
            case TagLeg tag -> onLeg(tag, tag.leg(), at);
        }
    }

    /** Returns false for an event that is of no use. */
    boolean on(AmiMessage event, long at) {
        boolean aboutDialled = event.find("DestUniqueid") != null;
        String id = event.text(aboutDialled ? "DestUniqueid" : "Uniqueid");
        Leg leg = id.isBlank() ? null : w.ledger().find(id);
        if (leg == null) {
            return !id.isBlank() && event.event().equals("AsyncAGIStart") && onNewcomer(event, id, at);
        }
        return onKnown(leg, event, at);
    }

    private boolean onKnown(Leg leg, AmiMessage event, long at) {
        switch (event.event()) {
            case "Newchannel" -> dialling.born(leg, event.text("Channel"), at);
            case "Newstate" -> onState(leg, event, at);
            case "DialBegin", "DialState" -> onDial(leg, event, at);
            case "OriginateResponse" -> dialling.onOriginateResponse(leg, event, at);
            case "AsyncAGIStart" -> onAgiStart(leg, event, at);
            case "AsyncAGIExec" -> agi.onExec(leg, event, at);
            case "AsyncAGIEnd" -> onAgiEnd(leg, at);
            case "BridgeEnter" -> onBridgeEnter(leg, event, at);
            case "BridgeLeave" -> bridging.onLeave(leg);
            case "DTMFEnd" -> onDigit(leg, event);
            case "Rename" -> leg.channel = event.text("Newname").isEmpty() ? leg.channel : event.text("Newname");
            case "Hangup" -> onHangup(leg, event, at);
            default -> {
                return false;
            }
        }
        return true;
    }

    /** A leg we did not know enters one of our loops: a caller, or a leg dialled before a restart. */
    private boolean onNewcomer(AmiMessage event, String id, long at) {
        String context = event.text("Context");
        boolean inbound = context.equals(w.settings().inboundContext());
        if (!inbound && !context.equals(w.settings().legContext())) {
            return false;
        }
        if (w.ledger().isFull()) {
            w.counts().add("(leg left to the fallback, ledger full)");
            return true;
        }
        Leg leg = new Leg(new LegId(id), !inbound);
        leg.channel = event.text("Channel");
        w.ledger().add(leg);
        onAgiStart(leg, event, at);
        return true;
    }

    private void onAgiStart(Leg leg, AmiMessage event, long at) {
        dialling.born(leg, event.text("Channel"), at);
        if (leg.doomed) {
            return;
        }
        stopWatching(leg);
        boolean returned = leg.taken && leg.astray;
        boolean taken = leg.taken;
        leg.inAgi = true;
        leg.astray = false;
        leg.taken = true;
        leg.up = event.number("ChannelState", 0) == ChannelState.UP;
        if (!taken) {
            w.out().report(leg.dialled ? new LegAnswered(leg.id) : Arrival.of(w, leg, event));
        }
        bridging.onReturn(leg, at);
        if (returned) {
            w.out().report(new LegReturned(leg.id));
            parting.onReturn(leg);
        }
        leases.take(leg, at);
        agi.onStart(leg, at);
    }

    private void onAgiEnd(Leg leg, long at) {
        leg.inAgi = false;
        if (leg.taken && !leg.astray && !leg.deflected && leg.bridge == null) {
            endUnlessSeen(leg, at + LOST_MILLIS, Cause.TEMPORARY_FAILURE);
        }
    }

    private void onBridgeEnter(Leg leg, AmiMessage event, long at) {
        String bridge = event.text("BridgeUniqueid");
        if (leg.taken && !bridge.isEmpty()) {
            stopWatching(leg);
            bridging.onEnter(leg, bridge, at);
        }
    }

    private void onState(Leg leg, AmiMessage event, long at) {
        dialling.born(leg, event.text("Channel"), at);
        int state = event.number("ChannelState", 0);
        if (state == ChannelState.RINGING && leg.dialled) {
            dialling.alerting(leg);
        }
        leg.up = leg.up || state == ChannelState.UP;
    }

    private void onDial(Leg leg, AmiMessage event, long at) {
        dialling.born(leg, event.text("DestChannel"), at);
        if (event.text("DialStatus").equals("RINGING")) {
            dialling.alerting(leg);
        }
    }

    private void onDigit(Leg leg, AmiMessage event) {
        String digit = event.text("Digit");
        boolean pressed = event.text("Direction").equals("Received");
        if (pressed && leg.taken && digit.length() == 1 && DIGITS.contains(digit)) {
            w.out().report(new DigitPressed(leg.id, digit.charAt(0)));
        }
    }

    private void onHangup(Leg leg, AmiMessage event, long at) {
        dialling.born(leg, event.text("Channel"), at);
        end(leg, CauseTable.ofHangup(event), at);
        // A dialled leg that was never answered has not been in our dialplan and has no note.
        if (leg.taken || leg.up) {
            notes.remove(leg);
        }
    }

    private void onLeg(PbxRequest request, LegId id, long at) {
        Leg leg = w.ledger().find(id);
        if (leg == null || leg.doomed) {
            w.requests().refuse(request.id(), Reason.NO_SUCH_LEG, "no such leg: " + id);
        } else if (leg.channel == null) {
            dialling.keep(request, leg, at);
        } else {
            withLeg(request, leg, at);
        }
    }

    private void withLeg(PbxRequest request, Leg leg, long at) {
        switch (request) {
            case AnswerLeg answer -> agi.answer(answer, leg, at);
            case PlayPrompts play -> agi.play(play, leg, at);
            case StartMusic start -> agi.startMusic(start, leg, at);
            case StopMusic stop -> agi.stopMusic(stop, leg, at);
            case SendDigits send -> digits.request(send, leg, at);
            case ClearLeg clear -> clear(clear, leg, at);
            case DeflectLeg deflect -> deflect(deflect, leg, at);
            case TagLeg tag -> setVariable(tag.id(), leg, Dialling.tagName(tag.name()), tag.value(), at);
            case RecordLeg record -> recording.request(record, leg, at);
            case MuteLeg mute -> setVariable(mute.id(), leg, MICROPHONE, mute.muted() ? "on" : "off", at);
            case DialLeg dial -> throw new IllegalArgumentException("not a request on a leg: " + dial.id());
            case BridgeLegs bridge -> throw new IllegalArgumentException("not a request on one leg: " + bridge.id());
            case AddLeg add -> throw new IllegalArgumentException("not a request on one leg: " + add.id());
            case PartLegs part -> throw new IllegalArgumentException("not a request on one leg: " + part.id());
        }
    }

    private void onPair(PbxRequest request, LegId firstId, LegId secondId, BiConsumer<Leg, Leg> carryOut) {
        Leg first = present(firstId);
        Leg second = present(secondId);
        if (first == null || second == null) {
            LegId missing = first == null ? firstId : secondId;
            w.requests().refuse(request.id(), Reason.NO_SUCH_LEG, "no such leg: " + missing);
        } else {
            carryOut.accept(first, second);
        }
    }

    private @Nullable Leg present(LegId id) {
        Leg leg = w.ledger().find(id);
        return leg == null || leg.doomed ? null : leg;
    }

    private void clear(ClearLeg request, Leg leg, long at) {
        begin(request.id(), at);
        leg.clearing.add(request.id());
        w.actions().send(Dialling.hangupAction(leg, request.cause()), (response, later) -> {
            leg.clearing.remove(request.id());
            if (response.succeeded()) {
                w.requests().done(request.id());
            } else {
                Reason reason = Workings.reasonOf(response);
                w.requests().fail(request.id(), reason, response.text("Message"));
                if (reason == Reason.NO_SUCH_LEG) {
                    endUnlessSeen(leg, later + GONE_MILLIS, Cause.UNSPECIFIED);
                }
            }
        });
    }

    private void deflect(DeflectLeg request, Leg leg, long at) {
        if (!leg.inAgi || leg.up) {
            w.requests().refuse(request.id(), Reason.REFUSED, "not a leg that waits to be answered");
            return;
        }
        begin(request.id(), at);
        leg.deflected = true;
        leases.forget(leg);
        AmiAction action = AmiAction.named("Redirect")
                .with("Channel", leg.channelName())
                .with("Context", w.settings().fallbackContext())
                .with("Exten", "s")
                .with("Priority", "1");
        w.actions().send(action, (response, later) -> {
            if (response.succeeded()) {
                w.requests().done(request.id());
            } else {
                leg.deflected = false;
                w.requests().fail(request.id(), Workings.reasonOf(response), response.text("Message"));
            }
        });
    }

    private void setVariable(RequestId request, Leg leg, String name, String value, long at) {
        begin(request, at);
        AmiAction action = AmiAction.named("Setvar")
                .with("Channel", leg.channelName())
                .with("Variable", name)
                .with("Value", value);
        w.actions().send(action, (response, later) -> {
            if (response.succeeded()) {
                w.requests().done(request);
            } else {
                w.requests().fail(request, Workings.reasonOf(response), response.text("Message"));
            }
        });
    }

    private void begin(RequestId id, long at) {
        w.requests().begin(id);
        w.requests().timeOutAt(id, at + Workings.IMMEDIATE_MILLIS, later -> {});
    }

    private void endUnlessSeen(Leg leg, long due, Cause cause) {
        if (w.ledger().find(leg.id) == leg) {
            stopWatching(leg);
            leg.backstop = w.timers().set(due, at -> end(leg, cause, at));
        }
    }

    private void stopWatching(Leg leg) {
        w.timers().cancel(leg.backstop);
        leg.backstop = null;
    }

    /** The one way in which a leg ends: its requests first, then the report, then silence. */
    private void end(Leg leg, Cause cause, long at) {
        if (w.ledger().find(leg.id) != leg) {
            return;
        }
        w.ledger().remove(leg);
        leases.forget(leg);
        stopWatching(leg);
        // The end comes before the answers to what was asked of the leg: "no such leg" alone would tell nothing of its
        // cause.
        if (leg.taken) {
            w.out().report(new LegCleared(leg.id, cause));
        } else if (!leg.doomed) {
            w.out().report(new LegFailed(leg.id, CauseTable.ofFailedDial(cause, leg.ringTimedOut)));
        }
        for (RequestId clearing : leg.clearing) {
            w.requests().done(clearing);
        }
        dialling.failKept(leg);
        agi.onGone(leg);
        bridging.onGone(leg, at);
        parting.onGone(leg);
        digits.onGone(leg);
    }
}
