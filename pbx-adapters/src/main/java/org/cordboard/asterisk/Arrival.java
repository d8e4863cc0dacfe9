package org.cordboard.asterisk;

import org.cordboard.cti.port.CallerId;
import org.cordboard.cti.port.PbxEvent.LegOffered;
import org.cordboard.cti.port.PbxId;

/** Who calls, from where, and what number: read from the event of a caller's channel, or from its row in the list of channels. */
final class Arrival {

    private Arrival() {}

    static LegOffered of(PbxId pbx, Leg leg, AmiMessage channel) {
        CallerId caller = new CallerId(channel.party("CallerIDNum"), channel.party("CallerIDName"));
        String dialled = channel.text("Exten");
        if (dialled.isEmpty() || dialled.equals("s")) {
            dialled = AgiEnvironment.parse(channel.text("Env")).dialled();
        }
        return new LegOffered(pbx, leg.id, ChannelName.trunk(leg.channelName()), caller, dialled);
    }
}
