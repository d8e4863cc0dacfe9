package org.cordboard.asterisk;

import static org.assertj.core.api.Assertions.assertThat;

import org.cordboard.cti.call.LegId;
import org.cordboard.cti.port.PbxEvent.RequestEnded;
import org.cordboard.cti.port.PbxRequest.MuteLeg;
import org.cordboard.cti.port.RequestId;
import org.cordboard.cti.port.RequestOutcome.Done;
import org.cordboard.cti.port.RequestOutcome.Reason;
import org.junit.jupiter.api.Test;

/** The machine and a leg whose party is not to be heard. */
class AsteriskPbxMuteTest extends AsteriskPbxFixture {

    @Test
    void switchesWhatComesInFromThePartyOffAndOn() {
        LegId agent = agentUnderControl();
        RequestId mute = mute(agent, true);
        assertThat(value()).isEqualTo("PJSIP/1001-00000003 MUTEAUDIO(in)=on");
        bench.succeed(bench.last("Setvar"));
        assertThat(bench.take()).containsExactly(new RequestEnded(mute, new Done()));
        mute(agent, false);
        assertThat(value()).isEqualTo("PJSIP/1001-00000003 MUTEAUDIO(in)=off");
    }

    @Test
    void saysWhyItWasNotDone() {
        LegId agent = agentUnderControl();
        RequestId gone = mute(agent, true);
        bench.refuse(bench.last("Setvar"), "No such channel");
        assertThat(bench.failure(gone)).isEqualTo(Reason.NO_SUCH_LEG);
        RequestId refused = mute(agent, true);
        bench.refuse(bench.last("Setvar"), "Variable not set");
        assertThat(bench.failure(refused)).isEqualTo(Reason.REFUSED);
    }

    private RequestId mute(LegId leg, boolean muted) {
        RequestId request = bench.nextId();
        bench.request(new MuteLeg(request, leg, muted));
        return request;
    }

    private String value() {
        AmiAction action = bench.last("Setvar");
        return action.text("Channel") + " " + action.text("Variable") + "=" + action.text("Value");
    }
}
