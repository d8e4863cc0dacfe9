package org.cordboard.system.asterisk;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.cordboard.system.asterisk.CustomerBehaviour.HangsUpAfterTalk;
import org.cordboard.system.asterisk.CustomerBehaviour.LosesPatience;
import org.cordboard.system.asterisk.CustomerResult.EndedBy;
import org.jspecify.annotations.Nullable;

/** One customer's call into a {@link RealAsterisk}, made by SIPp through the trunk {@code carrier}. */
public final class SippCaller implements AutoCloseable {

    private final String callId = "customer-" + UUID.randomUUID();
    private final CustomerBehaviour behaviour;
    private final AudioEar ear;
    private final SippProcess sipp;
    private volatile boolean invited;
    private volatile boolean progress;
    private volatile boolean answered;
    private volatile boolean early;
    private volatile int finalStatus;
    private volatile @Nullable EndedBy endedBy;
    private boolean hangUpWanted;

    private SippCaller(RealAsterisk asterisk, String number, String dialled, CustomerBehaviour behaviour)
            throws IOException {
        this.behaviour = behaviour;
        this.ear = new AudioEar();
        String user = number.isEmpty() ? "" : number + "@";
        this.sipp = new SippProcess(
                "caller",
                asterisk.folder(),
                Ports.udp(),
                ear,
                List.of(
                        "-m",
                        "1",
                        "-s",
                        dialled,
                        "-cid_str",
                        callId,
                        "-key",
                        "user_at",
                        user,
                        "-key",
                        "name",
                        "",
                        "127.0.0.1:" + asterisk.sipPort()),
                this::saw);
    }

    /**
     * Dials.
     *
     * @param number the customer's number; empty for a call without one
     * @param dialled the number dialled, digits and {@code +}
     */
    public static SippCaller call(RealAsterisk asterisk, String number, String dialled, CustomerBehaviour behaviour)
            throws IOException {
        return new SippCaller(asterisk, number, dialled, behaviour);
    }

    public boolean answered() {
        return answered;
    }

    /** The call is over, and {@link #result} does not wait any more. */
    public boolean over() {
        return endedBy != null && !sipp.alive();
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
        return new CustomerResult(finalStatus, early, ear.packets(), by, sipp.exitCode());
    }

    private void await(String complaint, BooleanSupplier condition, Duration limit) throws IOException {
        if (!Waiting.until(condition, limit)) {
            throw new IOException("the customer's call " + complaint + " within " + limit.toMillis() + " ms (status "
                    + finalStatus + ", ended by " + endedBy + ") " + sipp.errors());
        }
    }

    private void saw(SipLine line) {
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

    /** Ends SIPp at once, whatever state the call is in: the other side hears nothing of it. */
    @Override
    public void close() {
        sipp.close();
        ear.close();
    }
}
