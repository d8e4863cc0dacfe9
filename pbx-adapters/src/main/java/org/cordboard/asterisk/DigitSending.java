package org.cordboard.asterisk;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.cordboard.cti.port.PbxRequest.SendDigits;
import org.cordboard.cti.port.RequestOutcome.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Presses keys towards the parties of legs by PlayDTMF, which plays to the party of the channel it names. Asterisk 22 does nothing else on
 * the connection while a key sounds (measured), so one sounds at a time, whoever's it is, and there is a pause before the next; several
 * requests take turns. The keys stand in nothing but the actions.
 */
final class DigitSending {

    /** The shortest tone that Asterisk plays. */
    static final int TONE_MILLIS = 100;

    static final int PAUSE_MILLIS = 60;
    private static final int MILLIS_PER_DIGIT = 250;

    private static final class Sending {
        final SendDigits request;
        final Leg leg;
        int sent;

        Sending(SendDigits request, Leg leg) {
            this.request = request;
            this.leg = leg;
        }
    }

    private final Workings w;
    /** At most one for each leg, as the engine asks for no more. */
    private final ArrayDeque<Sending> all = new ArrayDeque<>();
    /** A key sounds, or the pause after it lasts. */
    private boolean busy;

    private Timers.@Nullable Timer pause;

    DigitSending(Workings workings) {
        this.w = workings;
    }

    void request(SendDigits request, Leg leg, long at) {
        if (!leg.up) {
            w.requests().refuse(request.id(), Reason.REFUSED, "not a leg that is answered");
            return;
        }
        if (all.size() >= w.settings().maxLegs()) {
            w.requests().refuse(request.id(), Reason.REFUSED, "too many digits wait");
            return;
        }
        Sending sending = new Sending(request, leg);
        w.requests().begin(request.id());
        long due = at
                + Workings.IMMEDIATE_MILLIS
                + (long) MILLIS_PER_DIGIT * request.digits().length();
        w.requests().timeOutAt(request.id(), due, later -> all.remove(sending));
        all.add(sending);
        next(at);
    }

    private void next(long at) {
        Sending sending = busy ? null : all.peek();
        if (sending == null) {
            return;
        }
        busy = true;
        // Without an answer nobody knows whether the key has sounded: no other one follows.
        pauseUntil(at + Workings.IMMEDIATE_MILLIS, () -> {
            if (all.remove(sending)) {
                w.requests().fail(sending.request.id(), Reason.TIMED_OUT, "the PBX did not answer in time");
            }
        });
        AmiAction action = AmiAction.named("PlayDTMF")
                .with("Channel", sending.leg.channelName())
                .with("Digit", sending.request.digits().substring(sending.sent, sending.sent + 1))
                .with("Duration", Integer.toString(TONE_MILLIS));
        w.actions().sendSlow(action, TONE_MILLIS, (response, later) -> {
            if (all.remove(sending)) {
                sounded(sending, response);
            }
            pauseUntil(later + PAUSE_MILLIS, () -> {});
        });
    }

    private void pauseUntil(long due, Runnable then) {
        w.timers().cancel(pause);
        pause = w.timers().set(due, at -> {
            busy = false;
            then.run();
            next(at);
        });
    }

    private void sounded(Sending sending, AmiMessage response) {
        sending.sent++;
        if (!response.succeeded()) {
            w.requests().fail(sending.request.id(), Workings.reasonOf(response), response.text("Message"));
        } else if (sending.sent == sending.request.digits().length()) {
            w.requests().done(sending.request.id());
        } else {
            // Others come before its next key.
            all.add(sending);
        }
    }

    void onGone(Leg leg) {
        List<Sending> gone = new ArrayList<>(all);
        gone.removeIf(sending -> sending.leg != leg);
        for (Sending sending : gone) {
            all.remove(sending);
            w.requests().fail(sending.request.id(), Reason.NO_SUCH_LEG, "the leg ended before all digits were sent");
        }
    }

    /** The link is lost: what was not sent is not sent any more. */
    void clear() {
        all.clear();
        w.timers().cancel(pause);
        busy = false;
    }
}
