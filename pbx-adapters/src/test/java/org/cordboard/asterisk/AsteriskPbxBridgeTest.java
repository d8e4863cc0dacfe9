package org.cordboard.asterisk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.cordboard.cti.call.LegId;
import org.cordboard.cti.port.Cause;
import org.cordboard.cti.port.PbxEvent.LegCleared;
import org.cordboard.cti.port.PbxEvent.LegReturned;
import org.cordboard.cti.port.PbxEvent.LegsBridged;
import org.cordboard.cti.port.PbxEvent.RequestEnded;
import org.cordboard.cti.port.PbxRequest.AddLeg;
import org.cordboard.cti.port.PbxRequest.AnswerLeg;
import org.cordboard.cti.port.PbxRequest.BridgeLegs;
import org.cordboard.cti.port.PbxRequest.PartLegs;
import org.cordboard.cti.port.PbxRequest.StartMusic;
import org.cordboard.cti.port.RequestId;
import org.cordboard.cti.port.RequestOutcome.Done;
import org.cordboard.cti.port.RequestOutcome.Failed;
import org.cordboard.cti.port.RequestOutcome.Reason;
import org.junit.jupiter.api.Test;

/** The machine and joining two legs. */
class AsteriskPbxBridgeTest extends AsteriskPbxFixture {

    private static final String COLLEAGUE_CHANNEL = "PJSIP/1002-00000004";

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
        assertThat(bench.take()).isEmpty();
        enterBridge(caller, "b1");
        enterBridge(caller, "b1");
        assertThat(bench.take()).containsExactly(new LegsBridged(caller, agent), new RequestEnded(bridge, new Done()));
    }

    @Test
    void endsTheBridgeRequestAfterTheBridgeThoughEventsOvertakeTheResponse() {
        LegId caller = callerUnderControl();
        LegId agent = agentUnderControl();
        RequestId bridge = bench.nextId();
        bench.request(new BridgeLegs(bridge, caller, agent));
        enterBridge(caller, "b1");
        enterBridge(agent, "b1");
        bench.succeed(bench.last("Bridge"));
        assertThat(bench.take()).containsExactly(new LegsBridged(caller, agent), new RequestEnded(bridge, new Done()));
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
    void sendsTwoJoinedLegsBackIntoOurLoopWithOneRedirect() {
        LegId caller = callerUnderControl();
        LegId agent = joinedAgent(caller);
        RequestId part = bench.nextId();
        bench.request(new PartLegs(part, caller, agent));
        AmiAction redirect = bench.last("Redirect");
        assertThat(List.of(redirect.text("Channel"), redirect.text("ExtraChannel")))
                .containsExactly(CALLER_CHANNEL, AGENT_CHANNEL);
        assertThat(List.of(redirect.text("Context"), redirect.text("ExtraContext")))
                .containsOnly("cordboard-leg");
        bench.succeed(redirect);
        bench.feed("Event", "BridgeLeave", "BridgeUniqueid", "b1", "Uniqueid", caller.value());
        bench.feed("Event", "BridgeLeave", "BridgeUniqueid", "b1", "Uniqueid", agent.value());
        bench.agiStarts(agent, AGENT_CHANNEL, "cordboard-leg");
        assertThat(bench.take()).containsExactly(new LegReturned(agent));
        bench.agiStarts(caller, CALLER_CHANNEL, "cordboard-leg");
        assertThat(bench.take()).containsExactly(new LegReturned(caller), new RequestEnded(part, new Done()));
        assertThat(leasesOfCaller()).endsWith("150");
    }

    @Test
    void partsNobodyWhoIsNotJoined() {
        LegId caller = callerUnderControl();
        LegId agent = agentUnderControl();
        RequestId part = bench.nextId();
        bench.request(new PartLegs(part, caller, agent));
        assertThat(bench.failure(part)).isEqualTo(Reason.REFUSED);
        assertThat(bench.sent("Redirect")).isEmpty();
    }

    @Test
    void saysWhenAsteriskDidNotPartThem() {
        LegId caller = callerUnderControl();
        LegId agent = joinedAgent(caller);
        RequestId part = bench.nextId();
        bench.request(new PartLegs(part, caller, agent));
        bench.refuse(bench.last("Redirect"), "ExtraChannel does not exist: " + AGENT_CHANNEL);
        assertThat(bench.failure(part)).isEqualTo(Reason.NO_SUCH_LEG);
    }

    @Test
    void endsThePartingWhenOneHangsUpInTheMiddleOfIt() {
        LegId caller = callerUnderControl();
        LegId agent = joinedAgent(caller);
        RequestId part = bench.nextId();
        bench.request(new PartLegs(part, caller, agent));
        bench.succeed(bench.last("Redirect"));
        bench.channelEvent("Hangup", CALLER_CHANNEL, caller, "Cause", "16");
        assertThat(bench.failure(part)).isEqualTo(Reason.NO_SUCH_LEG);
        assertThat(bench.machine.outstanding()).isZero();
    }

    @Test
    void addsALegToThoseWhoTalk() {
        LegId caller = callerUnderControl();
        LegId agent = joinedAgent(caller);
        LegId colleague = colleagueUnderControl();
        RequestId add = bench.nextId();
        bench.request(new AddLeg(add, colleague, agent));
        assertThat(bench.last("Setvar").text("Variable")).isEqualTo("CORDBOARD_JOIN");
        assertThat(bench.last("Setvar").text("Value")).isEqualTo(AGENT_CHANNEL);
        AmiAction redirect = bench.last("Redirect");
        assertThat(List.of(redirect.text("Channel"), redirect.text("Context"), redirect.text("Exten")))
                .containsExactly(COLLEAGUE_CHANNEL, "cordboard-leg", "join");
        bench.succeed(redirect);
        bench.channelEvent("AsyncAGIEnd", COLLEAGUE_CHANNEL, colleague);
        enterBridge(colleague, "b1");
        assertThat(bench.take()).containsExactly(new LegsBridged(colleague, agent), new RequestEnded(add, new Done()));
    }

    @Test
    void addsNobodyToALegThatDoesNotTalk() {
        LegId caller = callerUnderControl();
        LegId colleague = colleagueUnderControl();
        RequestId add = bench.nextId();
        bench.request(new AddLeg(add, colleague, caller));
        assertThat(bench.failure(add)).isEqualTo(Reason.REFUSED);
    }

    @Test
    void saysSoWhenTheTalkWasOverBeforeTheLegCouldBeAdded() {
        LegId caller = callerUnderControl();
        LegId agent = joinedAgent(caller);
        LegId colleague = colleagueUnderControl();
        RequestId add = bench.nextId();
        bench.request(new AddLeg(add, colleague, agent));
        bench.succeed(bench.last("Redirect"));
        bench.take();
        bench.agiStarts(colleague, COLLEAGUE_CHANNEL, "cordboard-leg");
        assertThat(bench.take())
                .contains(new LegReturned(colleague))
                .anyMatch(event -> event instanceof RequestEnded(RequestId id, Failed failed)
                        && id.equals(add)
                        && failed.reason() == Reason.REFUSED);
    }

    @Test
    void goesOnWithTwoOfThreeAndHasTheLastOneBack() {
        LegId caller = callerUnderControl();
        LegId agent = joinedAgent(caller);
        LegId colleague = colleagueUnderControl();
        bench.request(new AddLeg(bench.nextId(), colleague, agent));
        bench.succeed(bench.last("Redirect"));
        enterBridge(colleague, "b1");
        bench.take();
        bench.feed("Event", "BridgeLeave", "BridgeUniqueid", "b1", "Uniqueid", agent.value());
        bench.channelEvent("Hangup", AGENT_CHANNEL, agent, "Cause", "16");
        assertThat(bench.take()).containsExactly(new LegCleared(agent, Cause.NORMAL_CLEARING));
        bench.feed("Event", "BridgeLeave", "BridgeUniqueid", "b1", "Uniqueid", colleague.value());
        bench.agiStarts(colleague, COLLEAGUE_CHANNEL, "cordboard-leg");
        assertThat(bench.take()).containsExactly(new LegReturned(colleague));
    }

    private LegId colleagueUnderControl() {
        LegId colleague = new LegId("s-1-8");
        dial(colleague);
        bench.channelEvent("Newchannel", COLLEAGUE_CHANNEL, colleague, "ChannelState", "0");
        bench.agiStarts(colleague, COLLEAGUE_CHANNEL, "cordboard-leg");
        bench.take();
        return colleague;
    }

    private LegId joinedAgent(LegId caller) {
        LegId agent = agentUnderControl();
        bench.request(new BridgeLegs(bench.nextId(), caller, agent));
        bench.succeed(bench.last("Bridge"));
        enterBridge(caller, "b1");
        enterBridge(agent, "b1");
        bench.take();
        return agent;
    }
}
