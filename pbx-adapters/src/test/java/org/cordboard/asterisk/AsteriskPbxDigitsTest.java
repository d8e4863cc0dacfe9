package org.cordboard.asterisk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.cordboard.cti.call.LegId;
import org.cordboard.cti.port.PbxEvent.RequestEnded;
import org.cordboard.cti.port.PbxRequest.SendDigits;
import org.cordboard.cti.port.RequestId;
import org.cordboard.cti.port.RequestOutcome.Done;
import org.cordboard.cti.port.RequestOutcome.Reason;
import org.junit.jupiter.api.Test;

/** The machine and digits sent to a leg's party. */
class AsteriskPbxDigitsTest extends AsteriskPbxFixture {

    @Test
    void playsOneKeyAfterTheOtherToTheLegsChannel() {
        LegId caller = answeredCaller();
        RequestId request = send(caller, "1#");
        assertThat(keys()).containsExactly(CALLER_CHANNEL + " 1");
        bench.pass(1_000);
        assertThat(keys()).hasSize(1);
        sounded();
        bench.pass(DigitSending.PAUSE_MILLIS - 1);
        assertThat(keys()).hasSize(1);
        bench.pass(1);
        assertThat(keys()).containsExactly(CALLER_CHANNEL + " 1", CALLER_CHANNEL + " #");
        assertThat(bench.take()).isEmpty();
        sounded();
        assertThat(bench.take()).containsExactly(new RequestEnded(request, new Done()));
    }

    @Test
    void letsTwoLegsTakeTurns() {
        LegId caller = answeredCaller();
        LegId agent = agentUnderControl();
        RequestId first = send(caller, "12");
        RequestId second = send(agent, "9");
        sounded();
        bench.pass(DigitSending.PAUSE_MILLIS);
        sounded();
        bench.pass(DigitSending.PAUSE_MILLIS);
        sounded();
        assertThat(keys()).containsExactly(CALLER_CHANNEL + " 1", AGENT_CHANNEL + " 9", CALLER_CHANNEL + " 2");
        assertThat(bench.take())
                .containsExactly(new RequestEnded(second, new Done()), new RequestEnded(first, new Done()));
    }

    @Test
    void stopsWhenTheLegEnds() {
        LegId caller = answeredCaller();
        RequestId request = send(caller, "12");
        bench.channelEvent("Hangup", CALLER_CHANNEL, caller, "Cause", "16");
        assertThat(bench.failure(request)).isEqualTo(Reason.NO_SUCH_LEG);
        sounded();
        bench.pass(1_000);
        assertThat(keys()).hasSize(1);
        assertThat(bench.machine.outstanding()).isZero();
    }

    @Test
    void saysThatThereIsNoSuchLegInAsterisksWords() {
        RequestId request = send(answeredCaller(), "12");
        bench.refuse(bench.last("PlayDTMF"), "Channel not found");
        assertThat(bench.failure(request)).isEqualTo(Reason.NO_SUCH_LEG);
    }

    @Test
    void givesUpWhenAsteriskDoesNotAnswerAndSendsTheNextDigits() {
        LegId caller = answeredCaller();
        RequestId request = send(caller, "12");
        bench.pass(Workings.IMMEDIATE_MILLIS - 1);
        assertThat(bench.take()).isEmpty();
        bench.pass(1);
        assertThat(bench.failure(request)).isEqualTo(Reason.TIMED_OUT);
        assertThat(keys()).hasSize(1);
        bench.take();
        RequestId next = send(caller, "3");
        sounded();
        assertThat(bench.outcome(next)).isEqualTo(new Done());
    }

    @Test
    void forgetsWhatWasNotSentWhenTheLinkIsLost() {
        LegId caller = answeredCaller();
        RequestId request = send(caller, "12");
        bench.machine.linkDown("cut", bench.now());
        assertThat(bench.failure(request)).isEqualTo(Reason.LINK_DOWN);
        bench.pass(10_000);
        assertThat(keys()).hasSize(1);
    }

    @Test
    void doesNotTakeTheTimeAKeySoundsForADelay() {
        send(answeredCaller(), "1");
        bench.pass(DigitSending.TONE_MILLIS + 1);
        sounded();
        assertThat(bench.machine.answerMillis()).isEqualTo(1);
    }

    @Test
    void writesTheDigitsNowhereButIntoTheAction() {
        RequestId request = bench.nextId();
        assertThat(new SendDigits(request, answeredCaller(), "4711").toString()).doesNotContain("4711");
    }

    private RequestId send(LegId leg, String digits) {
        RequestId request = bench.nextId();
        bench.request(new SendDigits(request, leg, digits));
        return request;
    }

    private void sounded() {
        bench.succeed(bench.last("PlayDTMF"));
    }

    private List<String> keys() {
        return bench.sent("PlayDTMF").stream()
                .map(action -> action.text("Channel") + " " + action.text("Digit"))
                .toList();
    }
}
