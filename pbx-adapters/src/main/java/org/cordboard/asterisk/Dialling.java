package org.cordboard.asterisk;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.cordboard.cti.port.CallerId;
import org.cordboard.cti.port.Cause;
import org.cordboard.cti.port.Destination;
import org.cordboard.cti.port.PbxEvent.LegAlerting;
import org.cordboard.cti.port.PbxRequest;
import org.cordboard.cti.port.PbxRequest.DialLeg;
import org.cordboard.cti.port.RequestOutcome.Reason;

/**
 * Dials legs: Originate with the leg's id as ChannelId, by context (a leg originated by application is hung up when its bridge ends).
 *
 * <p>Asterisk answers Success before it knows whether there will be a channel, so a dial is only accepted when the channel is seen: an
 * unknown endpoint or an id in use gives an OriginateResponse with Reason 0 and nothing else, and is a refusal.
 */
final class Dialling {

    /** How much longer than the ring time-out a dialled leg may take to be answered or to fail. */
    static final long GRACE_MILLIS = 5_000;

    private static final long DOOMED_MILLIS = 60_000;
    private static final int MAX_UNTIL_BORN = 16;
    private static final Pattern OWN_ID = Pattern.compile("[^.]+-[0-9]+-[0-9]+");
    private static final Pattern STATION = Pattern.compile("[A-Za-z0-9_.+-]{1,80}");

    /** Ends a leg for good. */
    interface LegEnding {
        void end(Leg leg, Cause cause, long at);
    }

    /** Carries out a request that waited for the leg's channel. */
    interface Resume {
        void request(PbxRequest request, Leg leg, long at);
    }

    private final Workings w;
    private final LegEnding ending;
    private final Resume resume;

    Dialling(Workings workings, LegEnding ending, Resume resume) {
        this.w = workings;
        this.ending = ending;
        this.resume = resume;
    }

    void request(DialLeg request, long at) {
        String dialString = dialString(request.to());
        if (dialString.isEmpty()) {
            w.requests().refuse(request.id(), Reason.REFUSED, "cannot be dialled: " + request.to());
            return;
        }
        if (w.ledger().find(request.leg()) != null || w.ledger().isFull()) {
            w.requests().refuse(request.id(), Reason.REFUSED, "the leg id is in use, or there are too many legs");
            return;
        }
        Leg leg = new Leg(request.leg(), true);
        leg.dialRequest = request.id();
        leg.ringMillis = Math.clamp(request.ringTimeout().toMillis(), 1_000, 3_600_000);
        w.ledger().add(leg);
        w.requests().begin(request.id());
        w.requests().timeOutAt(request.id(), at + Workings.IMMEDIATE_MILLIS, later -> doom(leg, later));
        w.actions().send(originate(request, leg, dialString), (response, later) -> {
            if (!response.succeeded() && leg.channel == null) {
                refuse(leg, Workings.reasonOf(response), response.text("Message"));
            }
        });
    }

    /**
     * Whether a row of the list of channels is a leg that was dialled from here and is not answered, perhaps before a restart: until it
     * is, it stands in no context of ours. The engine's ids end in two numbers; those that Asterisk gives have a dot.
     */
    static boolean isDialled(AmiMessage row) {
        return row.text("Application").equals("AppDial2")
                && OWN_ID.matcher(row.text("Uniqueid")).matches();
    }

    /** The leg has a channel: the dial is accepted. */
    void born(Leg leg, String channel, long at) {
        if (leg.channel != null || channel.isEmpty()) {
            return;
        }
        leg.channel = channel;
        if (leg.doomed) {
            hangUp(leg, Cause.NORMAL_CLEARING);
            return;
        }
        if (leg.dialRequest != null) {
            w.requests().done(leg.dialRequest);
            leg.dialRequest = null;
        }
        watch(leg, at + leg.ringMillis + GRACE_MILLIS);
        for (PbxRequest next = leg.untilBorn.poll(); next != null; next = leg.untilBorn.poll()) {
            resume.request(next, leg, at);
        }
    }

    /** Keeps a request until the leg has a channel. */
    void keep(PbxRequest request, Leg leg, long at) {
        if (leg.untilBorn.size() >= MAX_UNTIL_BORN) {
            w.requests().refuse(request.id(), Reason.REFUSED, "too many requests wait for the leg");
            return;
        }
        w.requests().begin(request.id());
        w.requests().timeOutAt(request.id(), at + Workings.IMMEDIATE_MILLIS, later -> leg.untilBorn.remove(request));
        leg.untilBorn.add(request);
    }

    void alerting(Leg leg) {
        if (!leg.alerting && !leg.taken && !leg.up && !leg.doomed) {
            leg.alerting = true;
            w.out().report(new LegAlerting(leg.id));
        }
    }

    void onOriginateResponse(Leg leg, AmiMessage message, long at) {
        if (message.succeeded()) {
            born(leg, message.text("Channel"), at);
        } else if (leg.channel == null) {
            refuse(leg, Reason.REFUSED, "the PBX made no leg: unknown station, or leg id in use");
        } else {
            // The Hangup event that follows carries the cause.
            leg.ringTimedOut = message.number("Reason", 0) == CauseTable.REASON_NO_ANSWER;
        }
    }

    void hangUp(Leg leg, Cause cause) {
        w.sendUnwatched(hangupAction(leg, cause));
    }

    static AmiAction hangupAction(Leg leg, Cause cause) {
        AmiAction action = AmiAction.named("Hangup").with("Channel", leg.channelName());
        return CauseTable.canBeSent(cause) ? action.with("Cause", cause.toString()) : action;
    }

    /** Watches a ringing leg that outlived a loss of the link. */
    void watchAgain(Leg leg, long at) {
        watch(leg, at + leg.ringMillis + GRACE_MILLIS);
    }

    /** Ends a dialled leg that is neither answered nor failed when its time is over, first by asking the PBX, then without. */
    private void watch(Leg leg, long due) {
        w.timers().cancel(leg.backstop);
        leg.backstop = w.timers().set(due, at -> {
            hangUp(leg, Cause.NO_ANSWER);
            leg.backstop = w.timers().set(at + GRACE_MILLIS, later -> ending.end(leg, Cause.NO_ANSWER, later));
        });
    }

    private void doom(Leg leg, long at) {
        leg.doomed = true;
        leg.dialRequest = null;
        failKept(leg);
        leg.backstop = w.timers().set(at + DOOMED_MILLIS, later -> w.ledger().remove(leg));
    }

    private void refuse(Leg leg, Reason reason, String detail) {
        if (leg.dialRequest != null) {
            w.requests().fail(leg.dialRequest, reason, detail);
        }
        failKept(leg);
        w.timers().cancel(leg.backstop);
        w.ledger().remove(leg);
        for (AgiQueue.Job job : leg.agi.takeAll()) {
            w.requests().fail(job.request, Reason.NO_SUCH_LEG, "the leg was not dialled");
        }
    }

    void failKept(Leg leg) {
        for (PbxRequest kept = leg.untilBorn.poll(); kept != null; kept = leg.untilBorn.poll()) {
            w.requests().fail(kept.id(), Reason.NO_SUCH_LEG, "the leg was not dialled");
        }
    }

    private String dialString(Destination to) {
        return switch (to) {
            case Destination.ToStation(var station) ->
                STATION.matcher(station.value()).matches() ? w.settings().technology() + "/" + station.value() : "";
            case Destination.ToNumber(var trunk, var number) ->
                Destination.ToNumber.isDiallable(number)
                        ? ChannelName.dialString(trunk, number, w.settings().technology())
                        : "";
        };
    }

    private AmiAction originate(DialLeg request, Leg leg, String dialString) {
        AmiAction action = AmiAction.named("Originate")
                .with("Channel", dialString)
                .with("ChannelId", leg.id.value())
                .with("Context", w.settings().legContext())
                .with("Exten", "s")
                .with("Priority", "1")
                .with("Async", "true")
                .with("Timeout", Long.toString(leg.ringMillis))
                .with("CallerID", callerId(request.shown()));
        for (Map.Entry<String, String> tag : request.tags().entrySet()) {
            action = action.with("Variable", tagName(tag.getKey()) + "=" + escaped(tag.getValue()));
        }
        return action;
    }

    static String callerId(CallerId shown) {
        String number = shown.number().replaceAll("[^0-9A-Za-z+*#]", "");
        String name = shown.name().replaceAll("[\"<>\\\\\\p{Cntrl}]", " ").strip();
        return "\"" + name.substring(0, Math.min(name.length(), 80)) + "\" <" + number + ">";
    }

    /** The channel variable of a tag. */
    static String tagName(String name) {
        return "CORDBOARD_" + name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9_]", "_");
    }

    /** Asterisk splits the header Variable at commas, minding quotes, brackets and backslashes. */
    static String escaped(String value) {
        return value.replaceAll("([\\\\,\"()\\[\\]])", "\\\\$1");
    }
}
