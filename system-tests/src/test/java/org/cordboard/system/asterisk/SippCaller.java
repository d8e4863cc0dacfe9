package org.cordboard.system.asterisk;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.cordboard.system.asterisk.CustomerBehaviour.HangsUpAfterTalk;
import org.cordboard.system.asterisk.CustomerBehaviour.LosesPatience;
import org.cordboard.system.asterisk.CustomerResult.EndedBy;
import org.jspecify.annotations.Nullable;

/** One customer's call into a {@link RealAsterisk}, made by SIPp through the trunk {@code carrier}. */
public final class SippCaller implements AutoCloseable {

    private final String callId;
    private final CustomerBehaviour behaviour;
    private final SippCallers all;
    private final SippProcess sipp;
    private final AudioEar ear = new AudioEar();
    private volatile boolean invited;
    private volatile boolean progress;
    private volatile boolean answered;
    private volatile boolean early;
    private volatile boolean over;
    private volatile int finalStatus;
    private volatile @Nullable EndedBy endedBy;
    private boolean hangUpWanted;

    SippCaller(String callId, CustomerBehaviour behaviour, SippCallers all) throws IOException {
        this.callId = callId;
        this.behaviour = behaviour;
        this.all = all;
        this.sipp = all.sipp();
    }

    /** A customer with a SIPp of their own dials, as in {@link SippCallers#call}. */
    public static SippCaller call(RealAsterisk asterisk, String number, String dialled, CustomerBehaviour behaviour)
            throws IOException {
        SippCallers alone = SippCallers.start(asterisk);
        try {
            return alone.call(number, dialled, behaviour);
        } catch (IOException e) {
            alone.close();
            throw e;
        }
    }

    void dial(String number, String dialled) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("X-Dialled", dialled);
        headers.put("X-User", number.isEmpty() ? "" : number + "@");
        headers.put("X-Audio", Integer.toString(ear.port()));
        sipp.run(() -> sipp.order("X-DIAL", callId, headers));
    }

    public boolean answered() {
        return answered;
    }

    /** The call is over, and {@link #result} does not wait any more. */
    public boolean over() {
        return over;
    }

    /** RTP packets heard so far, 20 ms each. */
    public int audioPackets() {
        return ear.packets();
    }

    /** Waits until the call has been answered. */
    public void awaitAnswered(Duration limit) throws IOException {
        await("was not answered", () -> answered, limit);
    }

    /** Waits until so much more audio has arrived: proof that something is played or said. */
    public void awaitAudio(int morePackets, Duration limit) throws IOException {
        int goal = ear.packets() + morePackets;
        await("did not hear " + morePackets + " packets", () -> ear.packets() >= goal, limit);
    }

    /** Presses keys; something must have been heard before. Blocks 160 ms a key. */
    public void press(String keys) throws IOException {
        ear.press(keys);
    }

    /** Speaks from now on; who it speaks to is whoever was heard last. */
    public void speak() {
        ear.speak();
    }

    /** Whether somebody is heard to speak just now. Music counts as well. */
    public boolean hearsVoice() {
        return ear.hearsVoice();
    }

    /** The keys the other side has pressed so far. */
    public String keysHeard() {
        return ear.keysHeard();
    }

    /** Gives up, or hangs up once answered. */
    public void hangUp() {
        sipp.run(() -> {
            hangUpWanted = true;
            hangUpIfPossible();
        });
    }

    /** Waits until the call is over. */
    public CustomerResult result(Duration limit) throws IOException {
        await("did not end", this::over, limit);
        EndedBy by = endedBy;
        if (by == null) {
            throw new IllegalStateException("ended by nobody");
        }
        return new CustomerResult(finalStatus, early, ear.packets(), by, sipp.errors());
    }

    private void await(String complaint, BooleanSupplier condition, Duration limit) throws IOException {
        if (!Waiting.until(condition, limit)) {
            throw new IOException("the customer's call " + complaint + " within " + limit.toMillis() + " ms (status "
                    + finalStatus + ", ended by " + endedBy + ") " + sipp.errors());
        }
    }

    void saw(SipLine line) {
        if (line.sent() && line.request("INVITE") && !invited) {
            invited = true;
            hangUpIfPossible();
            if (behaviour instanceof LosesPatience patience) {
                sipp.later(patience.afterDialling(), this::hangUp);
            }
        }
        if (!line.sent() && (line.status() == 180 || line.status() == 183)) {
            progress = true;
        }
        if (!line.sent() && line.decidesInvite()) {
            decided(line.status());
        }
        if (line.sent() && line.request("ACK") && finalStatus == 200 && !answered) {
            answered = true;
            hangUpIfPossible();
            if (behaviour instanceof HangsUpAfterTalk talk) {
                sipp.later(talk.afterAnswer(), this::hangUp);
            }
        }
        if (line.request("BYE") && endedBy == null) {
            endedBy = line.sent() ? EndedBy.CUSTOMER : EndedBy.PBX;
        }
        over |= endedBy != null && ends(line);
    }

    /** The last word of a dialogue: the ACK of a refusal, the answer to a BYE. */
    private boolean ends(SipLine line) {
        return finalStatus >= 300
                ? line.sent() && line.request("ACK")
                : line.method().equals("BYE") && line.status() >= 200;
    }

    private void decided(int status) {
        if (finalStatus != 0) {
            return;
        }
        finalStatus = status;
        // The trace is read every 10 ms, in which a first packet after the answer may already have come.
        early = progress && ear.packets() > 1;
        if (status >= 300) {
            endedBy = status == 487 ? EndedBy.CUSTOMER : EndedBy.PBX;
        }
    }

    // SIPp takes the order only while the call waits for an answer or is answered.
    private void hangUpIfPossible() {
        if (hangUpWanted && invited && (finalStatus == 0 || answered)) {
            hangUpWanted = false;
            sipp.order("X-HANGUP", callId);
        }
    }

    void stopListening() {
        ear.close();
    }

    /** Ends SIPp at once, whatever state the call is in: the other side hears nothing of it, nor of others by the same SIPp. */
    @Override
    public void close() {
        all.close();
    }
}
