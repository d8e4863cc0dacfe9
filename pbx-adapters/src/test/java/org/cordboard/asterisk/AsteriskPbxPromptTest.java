package org.cordboard.asterisk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.cordboard.cti.call.LegId;
import org.cordboard.cti.port.PbxEvent.DigitPressed;
import org.cordboard.cti.port.PbxEvent.RequestEnded;
import org.cordboard.cti.port.PbxRequest.AnswerLeg;
import org.cordboard.cti.port.PbxRequest.PlayPrompts;
import org.cordboard.cti.port.PbxRequest.StartMusic;
import org.cordboard.cti.port.RequestId;
import org.cordboard.cti.port.RequestOutcome.Done;
import org.cordboard.cti.port.RequestOutcome.Failed;
import org.cordboard.cti.port.RequestOutcome.PromptsEnded;
import org.cordboard.cti.port.RequestOutcome.Reason;
import org.junit.jupiter.api.Test;

/** The machine and AGI commands on a leg: answering, prompts, digits, and what they run into. */
class AsteriskPbxPromptTest extends AsteriskPbxFixture {

    @Test
    void sendsOneAgiCommandAtATimeAndPromptsOneFileAtATime() {
        LegId caller = callerUnderControl();
        RequestId answer = bench.nextId();
        RequestId prompts = bench.nextId();
        RequestId music = bench.nextId();
        bench.request(new AnswerLeg(answer, caller));
        bench.request(new PlayPrompts(prompts, caller, List.of("welcome", "menu"), "12"));
        bench.request(new StartMusic(music, caller, "default"));

        assertThat(bench.sent("AGI")).extracting(a -> a.text("Command")).containsExactly("ANSWER");
        bench.agiEnds(caller, OK);
        assertThat(bench.last("AGI").text("Command")).isEqualTo("STREAM FILE welcome \"12\"");
        bench.agiEnds(caller, "200%20result%3D0%20endpos%3D8000%0A");
        assertThat(bench.last("AGI").text("Command")).isEqualTo("STREAM FILE menu \"12\"");
        assertThat(bench.outcome(prompts)).isNull();
        bench.agiEnds(caller, "200%20result%3D0%20endpos%3D8000%0A");
        assertThat(bench.last("AGI").text("Command")).isEqualTo("SET MUSIC ON default");
        bench.agiEnds(caller, OK);

        assertThat(bench.take())
                .containsExactly(
                        new RequestEnded(answer, new Done()),
                        new RequestEnded(prompts, new PromptsEnded(false)),
                        new RequestEnded(music, new Done()));
        assertThat(bench.sent("AGI")).hasSize(4);
    }

    @Test
    void hasACallerListenWhoIsNotAnswered() {
        LegId caller = callerUnderControl();
        bench.request(new PlayPrompts(bench.nextId(), caller, List.of("sorry"), ""));
        bench.request(new PlayPrompts(bench.nextId(), caller, List.of("goodbye"), ""));
        bench.agiEnds(caller, OK);
        bench.agiEnds(caller, "200%20result%3D0%20endpos%3D8000%0A");
        assertThat(bench.sent("AGI"))
                .extracting(a -> a.text("Command"))
                .containsExactly("EXEC Progress", "STREAM FILE sorry \"\"", "STREAM FILE goodbye \"\"");
    }

    @Test
    void skipsTheRestOfThePromptsWhenADigitInterrupts() {
        LegId caller = callerUnderControl();
        RequestId prompts = bench.nextId();
        bench.request(new PlayPrompts(prompts, caller, List.of("welcome", "menu"), "12"));
        bench.agiEnds(caller, "200%20result%3D50%20endpos%3D4800%0A");
        assertThat(bench.outcome(prompts)).isEqualTo(new PromptsEnded(true));
        assertThat(bench.sent("AGI")).hasSize(1);
    }

    @Test
    void ignoresTheResultOfACommandThatIsNotTheOneOutstanding() {
        LegId caller = callerUnderControl();
        RequestId answer = bench.nextId();
        bench.request(new AnswerLeg(answer, caller));
        bench.feed("Event", "AsyncAGIExec", "Uniqueid", caller.value(), "CommandId", "earlier-run-5", "Result", OK);
        assertThat(bench.outcome(answer)).isNull();
        bench.agiEnds(caller, OK);
        assertThat(bench.outcome(answer)).isEqualTo(new Done());
    }

    @Test
    void passesOnAsterisksWordsWhenACommandIsNotAllowed() {
        LegId caller = callerUnderControl();
        RequestId music = bench.nextId();
        bench.request(new StartMusic(music, caller, "default"));
        bench.agiEnds(caller, "511%20Command%20Not%20Permitted%20on%20a%20dead%20channel%0A");
        assertThat(bench.outcome(music))
                .isEqualTo(new Failed(Reason.REFUSED, "511 Command Not Permitted on a dead channel"));
    }

    @Test
    void refusesNamesThatWouldBeMoreThanAName() {
        LegId caller = callerUnderControl();
        RequestId prompt = bench.nextId();
        RequestId digits = bench.nextId();
        RequestId music = bench.nextId();
        bench.request(new PlayPrompts(prompt, caller, List.of("hello\" 0\nEXEC System rm"), ""));
        bench.request(new PlayPrompts(digits, caller, List.of("hello"), "1\" 0"));
        bench.request(new StartMusic(music, caller, "a b"));
        assertThat(bench.failure(prompt)).isEqualTo(Reason.REFUSED);
        assertThat(bench.failure(digits)).isEqualTo(Reason.REFUSED);
        assertThat(bench.failure(music)).isEqualTo(Reason.REFUSED);
        assertThat(bench.sent("AGI")).isEmpty();
    }

    @Test
    void refusesCommandsBeyondTheBoundOfALeg() {
        LegId caller = callerUnderControl();
        for (int i = 0; i < AgiQueue.MAX_JOBS; i++) {
            bench.request(new StartMusic(bench.nextId(), caller, "default"));
        }
        RequestId tooMany = bench.nextId();
        bench.request(new StartMusic(tooMany, caller, "default"));
        assertThat(bench.failure(tooMany)).isEqualTo(Reason.REFUSED);
    }

    @Test
    void timesOutACommandThatNeverEndsAndGoesOnWithTheNext() {
        LegId caller = callerUnderControl();
        RequestId answer = bench.nextId();
        RequestId music = bench.nextId();
        bench.request(new AnswerLeg(answer, caller));
        bench.request(new StartMusic(music, caller, "default"));
        bench.pass(Workings.IMMEDIATE_MILLIS - 1);
        assertThat(bench.outcome(answer)).isNull();
        bench.pass(1);
        assertThat(bench.failure(answer)).isEqualTo(Reason.TIMED_OUT);
        assertThat(bench.last("AGI").text("Command")).isEqualTo("SET MUSIC ON default");
        bench.agiEnds(caller, OK);
        assertThat(bench.outcome(music)).isEqualTo(new Done());
    }

    @Test
    void letsALongPromptPlayBeyondTheTimeOutOfImmediateRequests() {
        LegId caller = callerUnderControl();
        RequestId prompt = bench.nextId();
        RequestId music = bench.nextId();
        bench.request(new PlayPrompts(prompt, caller, List.of("story"), ""));
        bench.request(new StartMusic(music, caller, "default"));
        bench.pass(AgiCommands.PROMPT_MILLIS - 1);
        assertThat(bench.outcome(prompt)).isNull();
        assertThat(bench.outcome(music)).isNull();
        bench.pass(1);
        assertThat(bench.failure(prompt)).isEqualTo(Reason.TIMED_OUT);
    }

    @Test
    void refusesAPromptThatAsteriskCannotPlayAndKeepsTheLeg() {
        LegId caller = answeredCaller();
        RequestId missing = bench.nextId();
        RequestId beep = bench.nextId();
        bench.request(new PlayPrompts(missing, caller, List.of("no-such-sound", "beep"), ""));
        bench.request(new PlayPrompts(beep, caller, List.of("beep"), ""));
        // A missing sound ends the AGI loop, and the dialplan begins it anew.
        bench.agiEnds(caller, "200%20result%3D-1%20endpos%3D0%0A");
        bench.channelEvent("AsyncAGIEnd", CALLER_CHANNEL, caller);
        assertThat(bench.take()).isEmpty();
        assertThat(bench.sent("AGI")).hasSize(2);
        bench.agiStarts(caller, CALLER_CHANNEL, "cordboard-inbound");
        assertThat(bench.take())
                .containsExactly(new RequestEnded(
                        missing,
                        new Failed(Reason.REFUSED, "the PBX could not carry out: STREAM FILE no-such-sound \"\"")));
        assertThat(leasesOfCaller()).last().isEqualTo("150");
        bench.agiEnds(caller, "200%20result%3D0%20endpos%3D3520%0A");
        assertThat(bench.outcome(beep)).isEqualTo(new PromptsEnded(false));
    }

    @Test
    void failsACommandThatTookItsLegNowhereAfterAWhile() {
        LegId caller = callerUnderControl();
        RequestId prompt = bench.nextId();
        bench.request(new PlayPrompts(prompt, caller, List.of("beep"), ""));
        bench.agiEnds(caller, "200%20result%3D-1%20endpos%3D0%0A");
        assertThat(bench.outcome(prompt)).isNull();
        bench.pass(Workings.IMMEDIATE_MILLIS);
        assertThat(bench.failure(prompt)).isEqualTo(Reason.TIMED_OUT);
    }

    @Test
    void reportsDigitsReceivedFromTheLegAndNotThoseSentToIt() {
        LegId caller = callerUnderControl();
        bench.channelEvent("DTMFEnd", CALLER_CHANNEL, caller, "Digit", "5", "Direction", "Received");
        bench.channelEvent("DTMFEnd", CALLER_CHANNEL, caller, "Digit", "6", "Direction", "Sent");
        bench.channelEvent("DTMFBegin", CALLER_CHANNEL, caller, "Digit", "7", "Direction", "Received");
        bench.channelEvent("DTMFEnd", CALLER_CHANNEL, caller, "Digit", "flash", "Direction", "Received");
        assertThat(bench.take()).containsExactly(new DigitPressed(caller, '5'));
    }
}
