package org.cordboard.system.asterisk;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.cordboard.system.asterisk.PhoneBehaviour.Answers;
import org.cordboard.system.asterisk.PhoneBehaviour.AnswersAndHangsUp;
import org.cordboard.system.asterisk.PhoneBehaviour.Declines;
import org.cordboard.system.asterisk.PhoneBehaviour.IsBusy;
import org.cordboard.system.asterisk.PhoneBehaviour.RingsForEver;

/**
 * The phone of one station of a {@link RealAsterisk}, played by SIPp; any number of calls, one after the other. It registers
 * nowhere: Asterisk knows its address. A station without a started phone is unreachable.
 */
public final class SippPhone implements AutoCloseable {

    private final SippPhones all;
    private final Map<String, State> calls = new LinkedHashMap<>();
    private volatile PhoneBehaviour behaviour;
    private volatile boolean talking;
    private final AtomicInteger rings = new AtomicInteger();
    private final AtomicInteger answers = new AtomicInteger();

    SippPhone(SippPhones all, PhoneBehaviour behaviour) {
        this.all = all;
        this.behaviour = behaviour;
    }

    /** Starts the phone of a station, with a SIPp of its own; it can be rung when this returns. */
    public static SippPhone start(RealAsterisk asterisk, String station, PhoneBehaviour behaviour) throws IOException {
        return SippPhones.start(asterisk, List.of(station), behaviour).of(station);
    }

    /** Changes what it does from the next call on. */
    public void behave(PhoneBehaviour changed) {
        behaviour = changed;
    }

    /** How many calls have rung it. */
    public int rings() {
        return rings.get();
    }

    /** How many calls were answered and connected. */
    public int answers() {
        return answers.get();
    }

    public boolean talking() {
        return talking;
    }

    /** The person beside it speaks from now on; nobody hears them before they have heard something themselves. */
    public void speak() {
        all.ear().speak();
    }

    /** Whether somebody is heard to speak just now. Music counts as well. */
    public boolean hearsVoice() {
        return all.ear().hearsVoice();
    }

    public void awaitRings(int count, Duration limit) throws IOException {
        if (!Waiting.until(() -> rings() >= count, limit)) {
            throw new IOException("the phone rang " + rings + " times, not " + count + ", within " + limit.toMillis()
                    + " ms " + all.sipp().errors());
        }
    }

    public void awaitTalking(boolean wanted, Duration limit) throws IOException {
        if (!Waiting.until(() -> talking == wanted, limit)) {
            throw new IOException("the phone is " + (wanted ? "not in a call" : "still in a call") + " after "
                    + limit.toMillis() + " ms " + all.sipp().errors());
        }
    }

    /** Answers the call that rings, if one does. */
    public void answer() {
        all.sipp().run(() -> List.copyOf(calls.keySet()).forEach(this::answer));
    }

    /** Hangs up the call it is in; declines the one that rings. */
    public void hangUp() {
        all.sipp().run(() -> List.copyOf(calls.keySet()).forEach(this::hangUp));
    }

    private void answer(String callId) {
        if (calls.replace(callId, State.RINGING, State.ANSWERING)) {
            all.sipp().order("X-ANSWER", callId);
        }
    }

    private void hangUp(String callId) {
        State state = calls.get(callId);
        // Between answering and the other side's ACK the scenario takes no order.
        if (state == State.RINGING || state == State.TALKING) {
            calls.put(callId, State.LEAVING);
            all.sipp().order("X-HANGUP", callId);
        }
    }

    private void refuse(String callId, String order) {
        if (calls.replace(callId, State.RINGING, State.LEAVING)) {
            all.sipp().order(order, callId);
        }
    }

    void saw(SipLine line) {
        String callId = line.callId();
        if (line.sent() && line.status() == 180 && calls.putIfAbsent(callId, State.RINGING) == null) {
            rings.incrementAndGet();
            startsRinging(callId);
        } else if (!line.sent() && line.request("ACK") && calls.replace(callId, State.ANSWERING, State.TALKING)) {
            answers.incrementAndGet();
            startsTalking(callId);
        } else if (line.request("BYE") || line.request("CANCEL") || (line.sent() && line.status() >= 300)) {
            calls.remove(callId);
        }
        talking = calls.containsValue(State.TALKING);
    }

    private void startsRinging(String callId) {
        switch (behaviour) {
            case RingsForEver forEver -> {}
            case Answers answering -> all.sipp().later(answering.afterRinging(), () -> answer(callId));
            case AnswersAndHangsUp both -> all.sipp().later(both.afterRinging(), () -> answer(callId));
            case IsBusy busy -> refuse(callId, "X-BUSY");
            case Declines declines -> refuse(callId, "X-DECLINE");
        }
    }

    private void startsTalking(String callId) {
        if (behaviour instanceof AnswersAndHangsUp both) {
            all.sipp().later(both.afterAnswer(), () -> hangUp(callId));
        }
    }

    /** Ends SIPp at once, and so the other phones it plays: calls stay up at Asterisk, and the stations are unreachable from now on. */
    @Override
    public void close() {
        all.close();
    }

    /** Of one call; removed when it is over. Used on SIPp's thread alone. */
    private enum State {
        RINGING,
        ANSWERING,
        TALKING,
        LEAVING
    }
}
