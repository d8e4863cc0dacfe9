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

    private final AudioEar ear;
    private final SippProcess sipp;
    private final Map<String, State> calls = new LinkedHashMap<>();
    private volatile PhoneBehaviour behaviour;
    private volatile boolean talking;
    private final AtomicInteger rings = new AtomicInteger();
    private final AtomicInteger answers = new AtomicInteger();

    private SippPhone(RealAsterisk asterisk, String station, PhoneBehaviour behaviour) throws IOException {
        this.behaviour = behaviour;
        this.ear = new AudioEar();
        this.sipp = new SippProcess("phone", asterisk.folder(), asterisk.phonePort(station), ear, List.of(), this::saw);
    }

    /** Starts the phone of a station; it can be rung when this returns. */
    public static SippPhone start(RealAsterisk asterisk, String station, PhoneBehaviour behaviour) throws IOException {
        SippPhone phone = new SippPhone(asterisk, station, behaviour);
        try {
            phone.sipp.awaitListening(Duration.ofSeconds(10));
            return phone;
        } catch (IOException e) {
            phone.close();
            throw e;
        }
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

    /** RTP packets heard in all calls, 20 ms each. */
    public int audioPackets() {
        return ear.packets();
    }

    public void awaitRings(int count, Duration limit) throws IOException {
        if (!Waiting.until(() -> rings() >= count, limit)) {
            throw new IOException("the phone rang " + rings + " times, not " + count + ", within " + limit.toMillis()
                    + " ms " + sipp.errors());
        }
    }

    public void awaitTalking(boolean wanted, Duration limit) throws IOException {
        if (!Waiting.until(() -> talking == wanted, limit)) {
            throw new IOException("the phone is " + (wanted ? "not in a call" : "still in a call") + " after "
                    + limit.toMillis() + " ms " + sipp.errors());
        }
    }

    /** Answers the call that rings, if one does. */
    public void answer() {
        sipp.run(() -> List.copyOf(calls.keySet()).forEach(this::answer));
    }

    /** Hangs up the call it is in; declines the one that rings. */
    public void hangUp() {
        sipp.run(() -> List.copyOf(calls.keySet()).forEach(this::hangUp));
    }

    private void answer(String callId) {
        if (calls.replace(callId, State.RINGING, State.ANSWERING)) {
            sipp.order("X-ANSWER", callId);
        }
    }

    private void hangUp(String callId) {
        State state = calls.get(callId);
        // Between answering and the other side's ACK the scenario takes no order.
        if (state == State.RINGING || state == State.TALKING) {
            calls.put(callId, State.LEAVING);
            sipp.order("X-HANGUP", callId);
        }
    }

    private void refuse(String callId, String order) {
        if (calls.replace(callId, State.RINGING, State.LEAVING)) {
            sipp.order(order, callId);
        }
    }

    private void saw(SipLine line) {
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
            case Answers answering -> sipp.later(answering.afterRinging(), () -> answer(callId));
            case AnswersAndHangsUp both -> sipp.later(both.afterRinging(), () -> answer(callId));
            case IsBusy busy -> refuse(callId, "X-BUSY");
            case Declines declines -> refuse(callId, "X-DECLINE");
        }
    }

    private void startsTalking(String callId) {
        if (behaviour instanceof AnswersAndHangsUp both) {
            sipp.later(both.afterAnswer(), () -> hangUp(callId));
        }
    }

    /** Ends SIPp at once: calls it was in stay up at Asterisk, and the station is unreachable from now on. */
    @Override
    public void close() {
        sipp.close();
        ear.close();
    }

    /** Of one call; removed when it is over. Used on SIPp's thread alone. */
    private enum State {
        RINGING,
        ANSWERING,
        TALKING,
        LEAVING
    }
}
