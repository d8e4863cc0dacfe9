package org.cordboard.asterisk;

import static org.assertj.core.api.Assertions.assertThat;

import org.cordboard.cti.call.LegId;
import org.cordboard.cti.port.PbxEvent.RequestEnded;
import org.cordboard.cti.port.PbxRequest.RecordLeg;
import org.cordboard.cti.port.RecordingStep;
import org.cordboard.cti.port.RequestId;
import org.cordboard.cti.port.RequestOutcome.Done;
import org.cordboard.cti.port.RequestOutcome.Reason;
import org.junit.jupiter.api.Test;

/** The machine and recordings of a leg. */
class AsteriskPbxRecordingTest extends AsteriskPbxFixture {

    @Test
    void recordsThePartyAndWhomTheyHearIntoAFileOfThatName() {
        RequestId start = step(answeredCaller(), RecordingStep.START);
        AmiAction action = bench.last("MixMonitor");
        assertThat(action.text("Channel")).isEqualTo(CALLER_CHANNEL);
        assertThat(action.text("File")).isEqualTo("s-1-4-1.wav");
        bench.succeed(action);
        assertThat(bench.take()).containsExactly(new RequestEnded(start, new Done()));
    }

    @Test
    void writesIntoTheFolderOfTheSettings() {
        MachineBench other =
                new MachineBench(MachineSettings.of(MachineBench.PBX).withRecordings("/srv/calls")).connectedQuietly();
        LegId caller = other.callerArrives("10.1");
        other.request(new RecordLeg(other.nextId(), caller, "s-1-4-1", RecordingStep.START));
        assertThat(other.last("MixMonitor").text("File")).isEqualTo("/srv/calls/s-1-4-1.wav");
    }

    @Test
    void mutesBothSidesOfTheRecordingForAPause() {
        LegId caller = answeredCaller();
        step(caller, RecordingStep.PAUSE);
        assertThat(bench.last("MixMonitorMute").text("Direction")).isEqualTo("both");
        assertThat(bench.last("MixMonitorMute").text("State")).isEqualTo("1");
        step(caller, RecordingStep.RESUME);
        assertThat(bench.last("MixMonitorMute").text("State")).isEqualTo("0");
    }

    @Test
    void isDoneWithStoppingWhereNothingIsRecorded() {
        RequestId stop = step(answeredCaller(), RecordingStep.STOP);
        bench.refuse(bench.last("StopMixMonitor"), "Could not stop monitoring channel");
        assertThat(bench.outcome(stop)).isEqualTo(new Done());
    }

    @Test
    void saysWhyItWasNotDone() {
        LegId caller = answeredCaller();
        RequestId denied = step(caller, RecordingStep.START);
        bench.refuse(bench.last("MixMonitor"), "Permission denied");
        assertThat(bench.failure(denied)).isEqualTo(Reason.REFUSED);
        RequestId gone = step(caller, RecordingStep.PAUSE);
        bench.refuse(bench.last("MixMonitorMute"), "No such channel");
        assertThat(bench.failure(gone)).isEqualTo(Reason.NO_SUCH_LEG);
    }

    private RequestId step(LegId leg, RecordingStep step) {
        RequestId request = bench.nextId();
        bench.request(new RecordLeg(request, leg, "s-1-4-1", step));
        return request;
    }
}
