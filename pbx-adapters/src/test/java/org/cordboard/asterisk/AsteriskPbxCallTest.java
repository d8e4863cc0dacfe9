package org.cordboard.asterisk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.cordboard.cti.call.LegId;
import org.cordboard.cti.port.CallerId;
import org.cordboard.cti.port.Cause;
import org.cordboard.cti.port.PbxEvent.LegCleared;
import org.cordboard.cti.port.PbxEvent.LegOffered;
import org.cordboard.cti.port.PbxEvent.LegReturned;
import org.cordboard.cti.port.PbxEvent.RequestEnded;
import org.cordboard.cti.port.PbxRequest.BridgeLegs;
import org.cordboard.cti.port.PbxRequest.ClearLeg;
import org.cordboard.cti.port.PbxRequest.DeflectLeg;
import org.cordboard.cti.port.PbxRequest.PlayPrompts;
import org.cordboard.cti.port.PbxRequest.StartMusic;
import org.cordboard.cti.port.PbxRequest.TagLeg;
import org.cordboard.cti.port.RequestId;
import org.cordboard.cti.port.RequestOutcome.Done;
import org.cordboard.cti.port.RequestOutcome.Failed;
import org.cordboard.cti.port.RequestOutcome.Reason;
import org.cordboard.cti.port.TrunkId;
import org.junit.jupiter.api.Test;

/** The machine and callers and legs under control: arriving, their leases, tags, and their ends. */
class AsteriskPbxCallTest extends AsteriskPbxFixture {

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
    void reportsTheEndOfALegBeforeItFailsWhatWaitsOnIt() {
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
                        new LegCleared(caller, Cause.NORMAL_CLEARING),
                        new RequestEnded(clear, new Done()),
                        new RequestEnded(prompt, new Failed(Reason.NO_SUCH_LEG, "the leg has ended")),
                        new RequestEnded(music, new Failed(Reason.NO_SUCH_LEG, "the leg has ended")));
        RequestId bridge = bench.nextId();
        bench.request(new BridgeLegs(bridge, agent, caller));
        assertThat(bench.failure(bridge)).isEqualTo(Reason.NO_SUCH_LEG);
    }

    /** The leg stays in our books until its caller has heard the announcement; nothing that happens to it meanwhile counts. */
    @Test
    void sendsALegToTheAnnouncementAndReportsItsEnd() {
        LegId caller = callerUnderControl();
        RequestId deflect = bench.nextId();
        bench.request(new DeflectLeg(deflect, caller));
        assertThat(bench.last("Redirect").toString()).contains("cordboard-fallback");
        bench.channelEvent("AsyncAGIEnd", CALLER_CHANNEL, caller);
        bench.succeed(bench.last("Redirect"));
        assertThat(bench.take()).containsExactly(new RequestEnded(deflect, new Done()));
        int leases = leasesOfCaller().size();
        bench.pass(Leases.RENEWAL_MILLIS * 2);
        assertThat(leasesOfCaller()).hasSize(leases);
        assertThat(bench.take()).isEmpty();
        bench.channelEvent("Hangup", CALLER_CHANNEL, caller, "Cause", "42");
        assertThat(bench.take()).containsExactly(new LegCleared(caller, Cause.SWITCH_CONGESTION));
    }

    @Test
    void deflectsNoLegThatIsAnswered() {
        LegId caller = answeredCaller();
        RequestId deflect = bench.nextId();
        bench.request(new DeflectLeg(deflect, caller));
        assertThat(bench.failure(deflect)).isEqualTo(Reason.REFUSED);
    }

    @Test
    void keepsALegThePbxWillNotDeflect() {
        LegId caller = callerUnderControl();
        RequestId deflect = bench.nextId();
        bench.request(new DeflectLeg(deflect, caller));
        bench.refuse(bench.last("Redirect"), "Redirect failed");
        assertThat(bench.failure(deflect)).isEqualTo(Reason.REFUSED);
        assertThat(bench.machine.legs()).isEqualTo(1);
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

    @Test
    void knowsHowLongTheLastResponseWasOnItsWay() {
        LegId caller = callerUnderControl();
        bench.request(new ClearLeg(bench.nextId(), caller, Cause.NORMAL_CLEARING));
        AmiAction hangup = bench.last("Hangup");
        bench.pass(300);
        bench.succeed(hangup);
        assertThat(bench.machine.answerMillis()).isEqualTo(300);
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
    void followsAChannelThatIsRenamed() {
        LegId caller = callerUnderControl();
        bench.channelEvent("Rename", CALLER_CHANNEL, caller, "Newname", "PJSIP/carrier-new");
        bench.request(new ClearLeg(bench.nextId(), caller, Cause.NORMAL_CLEARING));
        assertThat(bench.last("Hangup").text("Channel")).isEqualTo("PJSIP/carrier-new");
    }
}
