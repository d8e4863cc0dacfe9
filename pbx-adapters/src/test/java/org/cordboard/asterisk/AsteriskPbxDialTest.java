package org.cordboard.asterisk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.cordboard.cti.agent.StationId;
import org.cordboard.cti.call.LegId;
import org.cordboard.cti.port.CallerId;
import org.cordboard.cti.port.Cause;
import org.cordboard.cti.port.Destination.ToStation;
import org.cordboard.cti.port.PbxEvent.LegAlerting;
import org.cordboard.cti.port.PbxEvent.LegFailed;
import org.cordboard.cti.port.PbxEvent.RequestEnded;
import org.cordboard.cti.port.PbxRequest.ClearLeg;
import org.cordboard.cti.port.PbxRequest.DialLeg;
import org.cordboard.cti.port.RequestId;
import org.cordboard.cti.port.RequestOutcome.Done;
import org.cordboard.cti.port.RequestOutcome.Reason;
import org.junit.jupiter.api.Test;

/** The machine and legs that are dialled. */
class AsteriskPbxDialTest extends AsteriskPbxFixture {

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
}
