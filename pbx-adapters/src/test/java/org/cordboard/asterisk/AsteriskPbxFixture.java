package org.cordboard.asterisk;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.cordboard.cti.agent.StationId;
import org.cordboard.cti.call.LegId;
import org.cordboard.cti.port.CallerId;
import org.cordboard.cti.port.Destination.ToStation;
import org.cordboard.cti.port.PbxRequest;
import org.cordboard.cti.port.PbxRequest.DialLeg;
import org.cordboard.cti.port.RequestId;

/** A machine with its link up, and the legs most tests of it begin with. */
abstract class AsteriskPbxFixture {

    static final String AGENT_CHANNEL = "PJSIP/1001-00000003";
    static final String CALLER_CHANNEL = MachineBench.carrierChannel("10.1");
    static final String OK = "200%20result%3D0%0A";

    final MachineBench bench = new MachineBench().connectedQuietly();

    RequestId dial(LegId leg) {
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

    LegId agentUnderControl() {
        LegId agent = new LegId("s-1-7");
        dial(agent);
        bench.channelEvent("Newchannel", AGENT_CHANNEL, agent, "ChannelState", "0");
        bench.agiStarts(agent, AGENT_CHANNEL, "cordboard-leg");
        bench.take();
        return agent;
    }

    LegId callerUnderControl() {
        LegId caller = bench.callerArrives("10.1");
        bench.take();
        return caller;
    }

    LegId answeredCaller() {
        LegId caller = callerUnderControl();
        bench.request(new PbxRequest.AnswerLeg(bench.nextId(), caller));
        bench.agiEnds(caller, "200%20result%3D0%0A");
        bench.take();
        return caller;
    }

    void enterBridge(LegId leg, String bridge) {
        bench.feed("Event", "BridgeEnter", "BridgeUniqueid", bridge, "Uniqueid", leg.value());
    }

    List<String> leasesOfCaller() {
        return bench.sent("Setvar").stream()
                .filter(action -> action.text("Channel").equals(CALLER_CHANNEL))
                .map(action -> action.text("Value"))
                .toList();
    }
}
