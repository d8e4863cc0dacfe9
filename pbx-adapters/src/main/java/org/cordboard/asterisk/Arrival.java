package org.cordboard.asterisk;

import org.cordboard.cti.port.CallerId;
import org.cordboard.cti.port.PbxEvent.LegOffered;

/** Who calls, from where, and what number: read from the event of a caller's channel, or from its row in the list of channels. */
final class Arrival {

    private Arrival() {}

    static LegOffered of(Workings w, Leg leg, AmiMessage channel) {
        CallerId caller = new CallerId(channel.party("CallerIDNum"), channel.party("CallerIDName"));
        String dialled = channel.text("Exten");
        if (dialled.isEmpty() || dialled.equals("s")) {
            dialled = AgiEnvironment.parse(channel.text("Env")).dialled();
        }
        return new LegOffered(w.settings().pbx(), leg.id, w.circuits().trunk(leg.channelName()), caller, dialled);
    }
}
