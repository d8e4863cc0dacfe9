package org.cordboard.asterisk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.cordboard.cti.agent.StationId;
import org.cordboard.cti.call.LegId;
import org.cordboard.cti.port.CallerId;
import org.cordboard.cti.port.Cause;
import org.cordboard.cti.port.Destination.ToStation;
import org.cordboard.cti.port.PbxEvent;
import org.cordboard.cti.port.PbxEvent.DigitPressed;
import org.cordboard.cti.port.PbxEvent.LegAlerting;
import org.cordboard.cti.port.PbxEvent.LegAnswered;
import org.cordboard.cti.port.PbxEvent.LegCleared;
import org.cordboard.cti.port.PbxEvent.LegFailed;
import org.cordboard.cti.port.PbxEvent.LegOffered;
import org.cordboard.cti.port.PbxEvent.LegReturned;
import org.cordboard.cti.port.PbxEvent.LegSeen;
import org.cordboard.cti.port.PbxEvent.LegsBridged;
import org.cordboard.cti.port.PbxEvent.LinkDown;
import org.cordboard.cti.port.PbxEvent.LinkUp;
import org.cordboard.cti.port.PbxEvent.RequestEnded;
import org.cordboard.cti.port.PbxEvent.StationChanged;
import org.cordboard.cti.port.PbxEvent.StationState;
import org.cordboard.cti.port.PbxEvent.TrunkAlarm;
import org.cordboard.cti.port.PbxEvent.TrunkAlarmCleared;
import org.cordboard.cti.port.PbxRequest.AnswerLeg;
import org.cordboard.cti.port.PbxRequest.BridgeLegs;
import org.cordboard.cti.port.PbxRequest.ClearLeg;
import org.cordboard.cti.port.PbxRequest.DialLeg;
import org.cordboard.cti.port.PbxRequest.PlayPrompts;
import org.cordboard.cti.port.PbxRequest.StartMusic;
import org.cordboard.cti.port.PbxRequest.TagLeg;
import org.cordboard.cti.port.RequestId;
import org.cordboard.cti.port.RequestOutcome.Done;
import org.cordboard.cti.port.RequestOutcome.Failed;
import org.cordboard.cti.port.RequestOutcome.PromptsEnded;
import org.cordboard.cti.port.RequestOutcome.Reason;
import org.cordboard.cti.port.TrunkId;
import org.junit.jupiter.api.Test;

class AsteriskPbxTest {

    private static final String AGENT_CHANNEL = "PJSIP/1001-00000003";
    private static final String CALLER_CHANNEL = MachineBench.carrierChannel("10.1");
    private static final String OK = "200%20result%3D0%0A";

    private final MachineBench bench = new MachineBench().connectedQuietly();

    private RequestId dial(LegId leg) {
        RequestId id = bench.nextId();
        bench.request(new DialLeg(
                id,
                leg,
                new ToStation(new StationId("1001")),
                new CallerId("13900001234", "Li Wei"),
                Duration.ofSeconds(15),
                Map.of()));
        return id;
    }

    private LegId agentUnderControl() {
        LegId agent = new LegId("s-1-7");
        dial(agent);
        bench.channelEvent("Newchannel", AGENT_CHANNEL, agent, "ChannelState", "0");
        bench.agiStarts(agent, AGENT_CHANNEL, "cordboard-leg");
        bench.take();
        return agent;
    }

    private LegId callerUnderControl() {
        LegId caller = bench.callerArrives("10.1");
        bench.take();
        return caller;
    }

    private void enterBridge(LegId leg, String bridge) {
        bench.feed("Event", "BridgeEnter", "BridgeUniqueid", bridge, "Uniqueid", leg.value());
    }

    private List<String> leasesOfCaller() {
        return bench.sent("Setvar").stream()
                .filter(action -> action.text("Channel").equals(CALLER_CHANNEL))
                .map(action -> action.text("Value"))
                .toList();
    }

    @Test
    void offersAnUnansweredCallerWithTrunkNumberNameAndDialledNumber() {
        bench.callerArrives("10.1");
        assertThat(bench.take())
                .containsExactly(new LegOffered(
                        MachineBench.PBX,
                        new LegId("10.1"),
                        new TrunkId("carrier"),
                        new CallerId("13900001234", "Li Wei"),
                        "10086"));
    }

    @Test
    void offersACallerWithoutNumberAsWithheld() {
        bench.feed(
                "Event",
                "AsyncAGIStart",
                "Channel",
                "DAHDI/i2/-3",
                "ChannelState",
                "4",
                "CallerIDNum",
                "<unknown>",
                "CallerIDName",
                "<unknown>",
                "Context",
                "cordboard-inbound",
                "Exten",
                "s",
                "Uniqueid",
                "7.7",
                "Env",
                "agi_request%3A%20async%0Aagi_dnid%3A%2010086%0Aagi_extension%3A%20s%0A");
        assertThat(bench.take())
                .containsExactly(new LegOffered(
                        MachineBench.PBX, new LegId("7.7"), new TrunkId("span2"), CallerId.WITHHELD, "10086"));
    }

    @Test
    void doesNotTakeChannelsOfOtherContexts() {
        bench.feed(MachineBench.agiStart("PJSIP/x-1", "9.9", "somebody-elses", "1", "6"));
        assertThat(bench.take()).isEmpty();
        assertThat(bench.machine.legs()).isZero();
    }

    @Test
    void beatsEachSecondWithTheUnixTime() {
        long start = bench.now() / 1000;
        bench.pass(3_000);
        assertThat(bench.sent("Setvar"))
                .extracting(action -> action.text("Variable") + "=" + action.text("Value"))
                .containsExactly(
                        "CORDBOARD_BEAT=" + (start + 1),
                        "CORDBOARD_BEAT=" + (start + 2),
                        "CORDBOARD_BEAT=" + (start + 3));
        assertThat(bench.sent("Setvar")).allMatch(action -> action.find("Channel") == null);
    }

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
    void dialsByContextWithTheLegsIdAndItsTags() {
        bench.request(new DialLeg(
                bench.nextId(),
                new LegId("s-1-7"),
                new ToStation(new StationId("1001")),
                new CallerId("139", "Li \"W\"\r\nAction: Hangup"),
                Duration.ofSeconds(15),
                Map.of("call", "a,b=(c)\"\\\r\nx")));
        AmiAction originate = bench.last("Originate");
        assertThat(originate.text("Channel")).isEqualTo("PJSIP/1001");
        assertThat(originate.text("ChannelId")).isEqualTo("s-1-7");
        assertThat(originate.text("Context")).isEqualTo("cordboard-leg");
        assertThat(originate.text("Exten")).isEqualTo("s");
        assertThat(originate.text("Timeout")).isEqualTo("15000");
        assertThat(originate.text("Async")).isEqualTo("true");
        assertThat(originate.text("CallerID")).isEqualTo("\"Li  W   Action: Hangup\" <139>");
        assertThat(originate.text("Variable")).isEqualTo("CORDBOARD_CALL=a\\,b=\\(c\\)\\\"\\\\  x");
        assertThat(originate.find("Application")).isNull();
    }

    @Test
    void acceptsADialBeforeItReportsAlertingEvenWhenTheResponseIsLate() {
        LegId agent = new LegId("s-1-7");
        RequestId dial = dial(agent);
        bench.channelEvent("Newchannel", AGENT_CHANNEL, agent, "ChannelState", "0");
        bench.channelEvent("Newstate", AGENT_CHANNEL, agent, "ChannelState", "5");
        bench.feed(
                "Event",
                "DialState",
                "DestUniqueid",
                agent.value(),
                "DestChannel",
                AGENT_CHANNEL,
                "DialStatus",
                "RINGING");
        bench.succeed(bench.last("Originate"));
        assertThat(bench.take()).containsExactly(new RequestEnded(dial, new Done()), new LegAlerting(agent));
    }

    @Test
    void tellsAnswersFromEventsByTheEventHeader() {
        LegId agent = new LegId("s-1-7");
        RequestId dial = dial(agent);
        String actionId = bench.last("Originate").text("ActionID");
        bench.feed(
                "Event",
                "OriginateResponse",
                "ActionID",
                actionId,
                "Response",
                "Failure",
                "Channel",
                "PJSIP/1001",
                "Reason",
                "0",
                "Uniqueid",
                agent.value());
        assertThat(bench.failure(dial)).isEqualTo(Reason.REFUSED);
        assertThat(bench.machine.legs()).isZero();
    }

    @Test
    void refusesADialWhoseLegIdIsStillInUse() {
        LegId agent = agentUnderControl();
        bench.actions.clear();
        RequestId again = dial(agent);
        assertThat(bench.failure(again)).isEqualTo(Reason.REFUSED);
        assertThat(bench.sent("Originate")).isEmpty();
    }

    @Test
    void takesARingTimeOutForNoAnswerWhateverTheCauseSays() {
        LegId agent = new LegId("s-1-7");
        dial(agent);
        bench.channelEvent("Newchannel", AGENT_CHANNEL, agent, "ChannelState", "0");
        bench.channelEvent("OriginateResponse", AGENT_CHANNEL, agent, "Response", "Failure", "Reason", "3");
        bench.take();
        bench.channelEvent("Hangup", AGENT_CHANNEL, agent, "Cause", "0");
        assertThat(bench.take()).containsExactly(new LegFailed(agent, Cause.NO_ANSWER));
    }

    @Test
    void clearsADialledLegThatHasNoChannelYetAsSoonAsItHas() {
        LegId agent = new LegId("s-1-7");
        dial(agent);
        RequestId clear = bench.nextId();
        bench.request(new ClearLeg(clear, agent, Cause.NORMAL_CLEARING));
        assertThat(bench.sent("Hangup")).isEmpty();
        bench.channelEvent("Newchannel", AGENT_CHANNEL, agent, "ChannelState", "0");
        assertThat(bench.last("Hangup").text("Channel")).isEqualTo(AGENT_CHANNEL);
        bench.succeed(bench.last("Hangup"));
        assertThat(bench.outcome(clear)).isEqualTo(new Done());
    }

    @Test
    void hangsUpALegThatAppearsAfterItsDialTimedOut() {
        LegId agent = new LegId("s-1-7");
        RequestId dial = dial(agent);
        bench.pass(Workings.IMMEDIATE_MILLIS);
        assertThat(bench.failure(dial)).isEqualTo(Reason.TIMED_OUT);
        bench.take();
        bench.channelEvent("Newchannel", AGENT_CHANNEL, agent, "ChannelState", "0");
        assertThat(bench.last("Hangup").text("Channel")).isEqualTo(AGENT_CHANNEL);
        bench.channelEvent("Hangup", AGENT_CHANNEL, agent, "Cause", "16");
        assertThat(bench.take()).isEmpty();
        assertThat(bench.machine.legs()).isZero();
    }

    @Test
    void endsADialledLegWhosePbxFallsSilent() {
        LegId agent = new LegId("s-1-7");
        dial(agent);
        bench.channelEvent("Newchannel", AGENT_CHANNEL, agent, "ChannelState", "0");
        bench.take();
        bench.pass(15_000 + Dialling.GRACE_MILLIS);
        assertThat(bench.last("Hangup").text("Cause")).isEqualTo("19");
        bench.pass(Dialling.GRACE_MILLIS);
        assertThat(bench.take()).containsExactly(new LegFailed(agent, Cause.NO_ANSWER));
    }

    @Test
    void liftsTheLeasesBeforeTheBridgeAndReportsItOnce() {
        LegId caller = callerUnderControl();
        LegId agent = agentUnderControl();
        bench.actions.clear();
        RequestId bridge = bench.nextId();
        bench.request(new BridgeLegs(bridge, caller, agent));
        assertThat(bench.actions).extracting(AmiAction::name).containsExactly("Setvar", "Setvar", "Bridge");
        assertThat(bench.sent("Setvar"))
                .allMatch(a -> a.text("Variable").equals("TIMEOUT(absolute)")
                        && a.text("Value").equals("0"));
        bench.succeed(bench.last("Bridge"));
        enterBridge(agent, "b1");
        assertThat(bench.take()).containsExactly(new RequestEnded(bridge, new Done()));
        enterBridge(caller, "b1");
        enterBridge(caller, "b1");
        assertThat(bench.take()).containsExactly(new LegsBridged(caller, agent));
    }

    @Test
    void endsTheBridgeRequestBeforeTheBridgeWhenEventsOvertakeTheResponse() {
        LegId caller = callerUnderControl();
        LegId agent = agentUnderControl();
        RequestId bridge = bench.nextId();
        bench.request(new BridgeLegs(bridge, caller, agent));
        enterBridge(caller, "b1");
        enterBridge(agent, "b1");
        bench.succeed(bench.last("Bridge"));
        assertThat(bench.take()).containsExactly(new RequestEnded(bridge, new Done()), new LegsBridged(caller, agent));
    }

    @Test
    void waitsWithTheBridgeForAShortCommandThatIsAtThePbx() {
        LegId caller = callerUnderControl();
        LegId agent = agentUnderControl();
        bench.request(new AnswerLeg(bench.nextId(), caller));
        bench.request(new BridgeLegs(bench.nextId(), caller, agent));
        assertThat(bench.sent("Bridge")).isEmpty();
        bench.agiEnds(caller, OK);
        assertThat(bench.sent("Bridge")).hasSize(1);
    }

    @Test
    void sendsOneBridgeAtATimeForALeg() {
        LegId caller = callerUnderControl();
        LegId agent = agentUnderControl();
        LegId other = new LegId("s-1-other");
        dial(other);
        bench.channelEvent("Newchannel", "PJSIP/1002-9", other, "ChannelState", "0");
        bench.agiStarts(other, "PJSIP/1002-9", "cordboard-leg");
        bench.request(new BridgeLegs(bench.nextId(), caller, agent));
        bench.request(new BridgeLegs(bench.nextId(), caller, other));
        assertThat(bench.sent("Bridge")).hasSize(1);
        bench.refuse(bench.last("Bridge"), "Unable to add Channel1 to bridge");
        assertThat(bench.sent("Bridge")).hasSize(2);
    }

    @Test
    void takesTheLeasesAgainWhenTheBridgeDidNotComeAbout() {
        LegId caller = callerUnderControl();
        LegId agent = agentUnderControl();
        RequestId bridge = bench.nextId();
        bench.request(new BridgeLegs(bridge, caller, agent));
        bench.refuse(bench.last("Bridge"), "Channel2 does not exist: " + AGENT_CHANNEL);
        assertThat(bench.failure(bridge)).isEqualTo(Reason.NO_SUCH_LEG);
        assertThat(leasesOfCaller()).containsExactly("150", "0", "150");
        bench.request(new StartMusic(bench.nextId(), caller, "default"));
        assertThat(bench.last("AGI").text("Command")).isEqualTo("SET MUSIC ON default");
    }

    @Test
    void takesALeaseAtTheStartRenewsItEachMinuteAndTakesItAgainOnReturn() {
        LegId caller = callerUnderControl();
        LegId agent = agentUnderControl();
        assertThat(leasesOfCaller()).containsExactly("150");
        bench.pass(Leases.RENEWAL_MILLIS - 1);
        assertThat(leasesOfCaller()).hasSize(1);
        bench.pass(1);
        assertThat(leasesOfCaller()).containsExactly("150", "150");

        bench.request(new BridgeLegs(bench.nextId(), caller, agent));
        bench.succeed(bench.last("Bridge"));
        enterBridge(caller, "b1");
        enterBridge(agent, "b1");
        bench.pass(Leases.RENEWAL_MILLIS * 3);
        assertThat(leasesOfCaller()).containsExactly("150", "150", "0");

        bench.take();
        bench.channelEvent("BridgeLeave", AGENT_CHANNEL, agent);
        bench.channelEvent("BridgeLeave", CALLER_CHANNEL, caller);
        bench.channelEvent("Hangup", AGENT_CHANNEL, agent, "Cause", "16");
        bench.callerArrives("10.1");
        assertThat(bench.take()).containsExactly(new LegCleared(agent, Cause.NORMAL_CLEARING), new LegReturned(caller));
        assertThat(leasesOfCaller()).containsExactly("150", "150", "0", "150");
    }

    @Test
    void failsWhatWaitsOnALegThatEndsAndReportsNothingAfterIt() {
        LegId caller = callerUnderControl();
        LegId agent = agentUnderControl();
        RequestId prompt = bench.nextId();
        RequestId music = bench.nextId();
        RequestId clear = bench.nextId();
        bench.request(new PlayPrompts(prompt, caller, List.of("welcome"), ""));
        bench.request(new StartMusic(music, caller, "default"));
        bench.request(new ClearLeg(clear, caller, Cause.NORMAL_CLEARING));
        bench.channelEvent("Hangup", CALLER_CHANNEL, caller, "Cause", "16");
        assertThat(bench.take())
                .containsExactly(
                        new RequestEnded(clear, new Done()),
                        new RequestEnded(prompt, new Failed(Reason.NO_SUCH_LEG, "the leg has ended")),
                        new RequestEnded(music, new Failed(Reason.NO_SUCH_LEG, "the leg has ended")),
                        new LegCleared(caller, Cause.NORMAL_CLEARING));
        RequestId bridge = bench.nextId();
        bench.request(new BridgeLegs(bridge, agent, caller));
        assertThat(bench.failure(bridge)).isEqualTo(Reason.NO_SUCH_LEG);
    }

    @Test
    void failsToClearALegThatIsGone() {
        RequestId clear = bench.nextId();
        bench.request(new ClearLeg(clear, new LegId("gone"), Cause.NORMAL_CLEARING));
        assertThat(bench.failure(clear)).isEqualTo(Reason.NO_SUCH_LEG);
    }

    @Test
    void forgetsALegThePbxDoesNotKnowEvenIfItsHangupNeverComes() {
        LegId caller = callerUnderControl();
        RequestId clear = bench.nextId();
        bench.request(new ClearLeg(clear, caller, Cause.NORMAL_CLEARING));
        bench.refuse(bench.last("Hangup"), "No such channel");
        assertThat(bench.failure(clear)).isEqualTo(Reason.NO_SUCH_LEG);
        bench.take();
        bench.pass(LegControl.GONE_MILLIS);
        assertThat(bench.take()).containsExactly(new LegCleared(caller, Cause.UNSPECIFIED));
    }

    @Test
    void leavesOutACauseTheHangupActionDoesNotTake() {
        LegId caller = callerUnderControl();
        bench.request(new ClearLeg(bench.nextId(), caller, new Cause(256)));
        assertThat(bench.last("Hangup").find("Cause")).isNull();
    }

    @Test
    void keepsCausesAbove127() {
        LegId caller = callerUnderControl();
        bench.channelEvent("Hangup", CALLER_CHANNEL, caller, "Cause", "256");
        assertThat(bench.take()).containsExactly(new LegCleared(caller, new Cause(256)));
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

    @Test
    void leavesATagAsAChannelVariable() {
        LegId caller = callerUnderControl();
        RequestId tag = bench.nextId();
        bench.request(new TagLeg(tag, caller, "call id)=1", "42\r\nAction: Logoff"));
        AmiAction setvar = bench.last("Setvar");
        assertThat(setvar.text("Variable")).isEqualTo("CORDBOARD_CALL_ID__1");
        assertThat(setvar.text("Value")).isEqualTo("42  Action: Logoff");
        bench.succeed(setvar);
        assertThat(bench.outcome(tag)).isEqualTo(new Done());
    }

    @Test
    void reportsStationsWhenTheyChangeAndNotTrunks() {
        device("PJSIP/1001", "NOT_INUSE");
        device("PJSIP/1001", "NOT_INUSE");
        device("PJSIP/1001", "RINGING");
        device("PJSIP/1001", "INUSE");
        device("PJSIP/1001", "UNAVAILABLE");
        device("PJSIP/carrier", "INUSE");
        device("Queue:sales", "INUSE");
        StationId station = new StationId("1001");
        assertThat(bench.take())
                .containsExactly(
                        new StationChanged(station, StationState.IDLE),
                        new StationChanged(station, StationState.RINGING),
                        new StationChanged(station, StationState.IN_USE),
                        new StationChanged(station, StationState.UNREACHABLE));
    }

    private void device(String device, String state) {
        bench.feed("Event", "DeviceStateChange", "Device", device, "State", state);
    }

    @Test
    void reportsAlarmsOfSpansAndChannels() {
        bench.feed("Event", "SpanAlarm", "Span", "1", "Alarm", "Red Alarm");
        bench.feed("Event", "Alarm", "DAHDIChannel", "12", "Alarm", "Yellow Alarm");
        bench.feed("Event", "AlarmClear", "DAHDIChannel", "12");
        bench.feed("Event", "SpanAlarmClear", "Span", "1");
        assertThat(bench.take())
                .containsExactly(
                        new TrunkAlarm(new TrunkId("span1"), "Red Alarm"),
                        new TrunkAlarm(new TrunkId("dahdi12"), "Yellow Alarm"),
                        new TrunkAlarmCleared(new TrunkId("dahdi12")),
                        new TrunkAlarmCleared(new TrunkId("span1")));
    }

    @Test
    void failsEverythingOutstandingWhenTheLinkGoesDown() {
        LegId caller = callerUnderControl();
        RequestId dial = dial(new LegId("s-1-8"));
        RequestId prompt = bench.nextId();
        bench.request(new PlayPrompts(prompt, caller, List.of("welcome"), ""));
        bench.machine.linkDown("gone", bench.now());
        assertThat(bench.take())
                .containsExactly(
                        new LinkDown(MachineBench.PBX, "gone"),
                        new RequestEnded(dial, new Failed(Reason.LINK_DOWN, "gone")),
                        new RequestEnded(prompt, new Failed(Reason.LINK_DOWN, "gone")));
        RequestId late = bench.nextId();
        bench.request(new AnswerLeg(late, caller));
        assertThat(bench.failure(late)).isEqualTo(Reason.LINK_DOWN);
        assertThat(bench.machine.nextDueAt()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void reportsTheLinkUpOnlyWithTheWholeListAndWhatHappenedMeanwhileAfterIt() {
        MachineBench fresh = new MachineBench();
        fresh.machine.linkUp(fresh.now());
        String list = fresh.last("CoreShowChannels").text("ActionID");
        RequestId early = fresh.nextId();
        fresh.request(new AnswerLeg(early, new LegId("1.1")));
        assertThat(fresh.failure(early)).isEqualTo(Reason.LINK_DOWN);
        fresh.take();
        row(fresh, list, "PJSIP/1-1", "1.1", "cordboard-inbound", "AGI");
        fresh.feed(MachineBench.agiStart("PJSIP/2-2", "2.2", "cordboard-inbound", "10086", "4"));
        row(fresh, list, "PJSIP/2-2", "2.2", "cordboard-inbound", "AGI");
        row(fresh, list, "PJSIP/other-3", "3.3", "elsewhere", "Dial");
        fresh.channelEvent("Hangup", "PJSIP/1-1", new LegId("1.1"), "Cause", "16");
        assertThat(fresh.take()).isEmpty();
        fresh.feed("Event", "CoreShowChannelsComplete", "ActionID", list);
        LegId first = new LegId("1.1");
        List<PbxEvent> events = fresh.take();
        LegId second = new LegId("2.2");
        assertThat(events)
                .containsExactly(
                        new LinkUp(
                                MachineBench.PBX,
                                List.of(new LegSeen(first, false, first), new LegSeen(second, false, second))),
                        offer(first, "1"),
                        offer(second, "2"),
                        new LegCleared(first, Cause.NORMAL_CLEARING));
    }

    private static LegOffered offer(LegId leg, String trunk) {
        return new LegOffered(
                MachineBench.PBX, leg, new TrunkId(trunk), new CallerId("13900001234", "Li Wei"), "10086");
    }

    @Test
    void offersACallerWhoCameWhileTheLinkWasDownAfterTheLinkUpAndHoldsHim() {
        MachineBench fresh = new MachineBench();
        fresh.connect(waiting("9.9", "4", "AGI"));
        LegId caller = new LegId("9.9");
        assertThat(fresh.take())
                .containsExactly(
                        new LinkUp(MachineBench.PBX, List.of(new LegSeen(caller, false, caller))),
                        offer(caller, "carrier"));
        assertThat(fresh.sent("Setvar"))
                .filteredOn(action -> action.text("Channel").equals("PJSIP/carrier-9"))
                .extracting(action -> action.text("Value"))
                .containsExactly("150");
        fresh.request(new AnswerLeg(fresh.nextId(), caller));
        assertThat(fresh.last("AGI").text("Command")).isEqualTo("ANSWER");
        fresh.channelEvent("Hangup", "PJSIP/carrier-9", caller, "Cause", "127");
        assertThat(fresh.take()).contains(new LegCleared(caller, new Cause(127)));
    }

    @Test
    void offersACallerOnTheWayIntoTheLoopWhenHeIsThere() {
        MachineBench fresh = new MachineBench();
        fresh.connect(waiting("9.9", "4", "Set"));
        assertThat(fresh.take()).containsExactly(new LinkUp(MachineBench.PBX, List.of()));
        fresh.feed(MachineBench.agiStart("PJSIP/carrier-9", "9.9", "cordboard-inbound", "10086", "4"));
        assertThat(fresh.take()).containsExactly(offer(new LegId("9.9"), "carrier"));
    }

    @Test
    void doesNotOfferAnAnsweredCallerWhenTheLinkComesUp() {
        MachineBench fresh = new MachineBench();
        fresh.connect(waiting("9.9", "6", "AGI"));
        LegId caller = new LegId("9.9");
        assertThat(fresh.take())
                .containsExactly(new LinkUp(MachineBench.PBX, List.of(new LegSeen(caller, true, caller))));
    }

    @Test
    void reportsAReturnHeardWhileTheListWasMadeAsAReturn() {
        MachineBench fresh = new MachineBench();
        fresh.machine.linkUp(fresh.now());
        String list = fresh.last("CoreShowChannels").text("ActionID");
        fresh.feed(
                "Event",
                "CoreShowChannel",
                "ActionID",
                list,
                "Channel",
                "PJSIP/carrier-9",
                "ChannelState",
                "6",
                "Context",
                "cordboard-inbound",
                "Uniqueid",
                "9.9",
                "BridgeId",
                "b1");
        fresh.feed(MachineBench.agiStart("PJSIP/carrier-9", "9.9", "cordboard-inbound", "10086", "6"));
        fresh.feed("Event", "CoreShowChannelsComplete", "ActionID", list);
        LegId caller = new LegId("9.9");
        assertThat(fresh.take())
                .containsExactly(
                        new LinkUp(MachineBench.PBX, List.of(new LegSeen(caller, true, caller))),
                        new LegReturned(caller));
    }

    @Test
    void leavesALegThatTheFallbackHasTakenItsOwnTimeLimit() {
        LegId caller = callerUnderControl();
        bench.machine.linkDown("gone", bench.now());
        bench.actions.clear();
        bench.connect(AmiMessage.of(
                "Event",
                "CoreShowChannel",
                "Channel",
                CALLER_CHANNEL,
                "ChannelState",
                "4",
                "Context",
                "cordboard-fallback",
                "Exten",
                "s",
                "Uniqueid",
                caller.value(),
                "Application",
                "Playback",
                "BridgeId",
                ""));
        assertThat(leasesOfCaller()).isEmpty();
        assertThat(bench.take()).noneMatch(LegOffered.class::isInstance);
    }

    private static AmiMessage waiting(String id, String state, String application) {
        return AmiMessage.of(
                "Event",
                "CoreShowChannel",
                "Channel",
                "PJSIP/carrier-9",
                "ChannelState",
                state,
                "CallerIDNum",
                "13900001234",
                "CallerIDName",
                "Li Wei",
                "Context",
                "cordboard-inbound",
                "Exten",
                "10086",
                "Uniqueid",
                id,
                "Application",
                application,
                "BridgeId",
                "");
    }

    @Test
    void refusesAPromptThatAsteriskCannotPlayAndKeepsTheLeg() {
        LegId caller = callerUnderControl();
        RequestId missing = bench.nextId();
        RequestId beep = bench.nextId();
        bench.request(new PlayPrompts(missing, caller, List.of("no-such-sound", "beep"), ""));
        bench.request(new PlayPrompts(beep, caller, List.of("beep"), ""));
        // A missing sound ends the AGI loop, and the dialplan begins it anew.
        bench.agiEnds(caller, "200%20result%3D-1%20endpos%3D0%0A");
        bench.channelEvent("AsyncAGIEnd", CALLER_CHANNEL, caller);
        assertThat(bench.take()).isEmpty();
        assertThat(bench.sent("AGI")).hasSize(1);
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
    void removesTheNoteOfALegWhoseHangUpItHeard() {
        LegId caller = callerUnderControl();
        bench.channelEvent("Hangup", CALLER_CHANNEL, caller, "Cause", "16");
        AmiAction last = bench.last("Setvar");
        assertThat(last.find("Channel")).isNull();
        assertThat(last.text("Variable")).isEqualTo("DB_DELETE(cordboard-ended/10.1)");
        assertThat(last.text("Value")).isEqualTo("1");
    }

    @Test
    void putsNoStrangeUniqueIdIntoAnExpression() {
        bench.callerArrives("10.1)}${SHELL(x");
        bench.actions.clear();
        bench.channelEvent("Hangup", CALLER_CHANNEL, new LegId("10.1)}${SHELL(x"), "Cause", "16");
        assertThat(bench.take()).contains(new LegCleared(new LegId("10.1)}${SHELL(x"), Cause.NORMAL_CLEARING));
        assertThat(bench.actions).isEmpty();
        assertThat(bench.machine.counts()).containsEntry("(note of a strange unique id kept)", 1L);
    }

    @Test
    void removesNoNoteOfALegThatWasNeverAnswered() {
        LegId agent = new LegId("s-1-7");
        dial(agent);
        bench.channelEvent("Newchannel", AGENT_CHANNEL, agent, "ChannelState", "0");
        bench.actions.clear();
        bench.channelEvent("Hangup", AGENT_CHANNEL, agent, "Cause", "17");
        assertThat(bench.actions).isEmpty();
    }

    private static void row(
            MachineBench to, String list, String channel, String id, String context, String application) {
        to.feed(
                "Event",
                "CoreShowChannel",
                "ActionID",
                list,
                "Channel",
                channel,
                "ChannelState",
                "4",
                "CallerIDNum",
                "13900001234",
                "CallerIDName",
                "Li Wei",
                "Context",
                context,
                "Exten",
                "10086",
                "Uniqueid",
                id,
                "Application",
                application,
                "BridgeId",
                "");
    }

    @Test
    void asksForTheListAgainWhenItDoesNotCome() {
        MachineBench fresh = new MachineBench();
        fresh.machine.linkUp(fresh.now());
        fresh.pass(5_000);
        assertThat(fresh.sent("CoreShowChannels")).hasSize(2);
        assertThat(fresh.take()).isEmpty();
    }

    @Test
    void followsALegThatRangWhileTheLinkWasDown() {
        LegId agent = new LegId("s-1-7");
        dial(agent);
        bench.channelEvent("Newchannel", AGENT_CHANNEL, agent, "ChannelState", "0");
        bench.machine.linkDown("gone", bench.now());
        bench.take();
        bench.connect(AmiMessage.of(
                "Event",
                "CoreShowChannel",
                "Channel",
                AGENT_CHANNEL,
                "ChannelState",
                "5",
                "Context",
                "from-agent",
                "Exten",
                "s",
                "Uniqueid",
                agent.value(),
                "Application",
                "AppDial2",
                "BridgeId",
                ""));
        assertThat(bench.take())
                .containsExactly(new LinkUp(MachineBench.PBX, List.of(new LegSeen(agent, false, agent))));
        bench.agiStarts(agent, AGENT_CHANNEL, "cordboard-leg");
        assertThat(bench.take()).containsExactly(new LegAnswered(agent));
    }

    @Test
    void drivesALegFoundWaitingAfterARestart() {
        MachineBench fresh = new MachineBench();
        fresh.connect(AmiMessage.of(
                "Event",
                "CoreShowChannel",
                "Channel",
                "PJSIP/carrier-9",
                "ChannelState",
                "6",
                "Context",
                "cordboard-inbound",
                "Exten",
                "10086",
                "Uniqueid",
                "9.9",
                "Application",
                "AGI",
                "BridgeId",
                ""));
        fresh.request(new StartMusic(fresh.nextId(), new LegId("9.9"), "default"));
        assertThat(fresh.last("AGI").text("Channel")).isEqualTo("PJSIP/carrier-9");
        assertThat(fresh.sent("Setvar")).anyMatch(a -> a.text("Value").equals("150"));
    }

    @Test
    void leavesCallersBeyondTheLimitToTheFallback() {
        MachineBench small =
                new MachineBench(MachineSettings.of(MachineBench.PBX).withLimits(1, 10)).connectedQuietly();
        small.callerArrives("1.1");
        small.callerArrives("2.2");
        assertThat(small.take()).hasSize(1);
        assertThat(small.machine.legs()).isEqualTo(1);
        assertThat(small.machine.counts()).containsEntry("(leg left to the fallback, ledger full)", 1L);
    }

    @Test
    void refusesRequestsBeyondTheLimit() {
        MachineBench small =
                new MachineBench(MachineSettings.of(MachineBench.PBX).withLimits(10, 1)).connectedQuietly();
        LegId caller = small.callerArrives("1.1");
        small.request(new AnswerLeg(small.nextId(), caller));
        RequestId second = small.nextId();
        small.request(new AnswerLeg(second, caller));
        assertThat(small.failure(second)).isEqualTo(Reason.REFUSED);
    }

    @Test
    void countsEventsItHasNoUseForByName() {
        bench.feed("Event", "VarSet", "Uniqueid", "1.1");
        bench.feed("Event", "VarSet");
        bench.feed("Event", "Nonsense");
        assertThat(bench.machine.counts()).containsEntry("VarSet", 2L).containsEntry("Nonsense", 1L);
    }

    @Test
    void followsAChannelThatIsRenamed() {
        LegId caller = callerUnderControl();
        bench.channelEvent("Rename", CALLER_CHANNEL, caller, "Newname", "PJSIP/carrier-new");
        bench.request(new ClearLeg(bench.nextId(), caller, Cause.NORMAL_CLEARING));
        assertThat(bench.last("Hangup").text("Channel")).isEqualTo("PJSIP/carrier-new");
    }

    @Test
    void usesOnlyActionsOfThePrivilegesAgreed() {
        LegId caller = callerUnderControl();
        LegId agent = agentUnderControl();
        bench.request(new AnswerLeg(bench.nextId(), caller));
        bench.agiEnds(caller, OK);
        bench.request(new BridgeLegs(bench.nextId(), caller, agent));
        bench.request(new ClearLeg(bench.nextId(), agent, Cause.NORMAL_CLEARING));
        bench.pass(2_000);
        assertThat(bench.actions)
                .extracting(AmiAction::name)
                .allMatch(List.of("Originate", "Bridge", "Hangup", "Setvar", "AGI", "CoreShowChannels")::contains);
    }
}
