package org.cordboard.sim.world;

import org.jspecify.annotations.Nullable;

/** Lets calls in from trunks. */
final class Arrivals {

    private static final String PHONE_NETWORK = "PJSIP/";

    private final Core core;

    Arrivals(Core core) {
        this.core = core;
    }

    Admission arrive(InboundCall call, Party party) {
        Trunk trunk = core.trunks.get(call.trunk());
        if (!core.running) {
            core.emit(new WorldEvent.CallRefused(core.now(), call.trunk(), Outages.DESTINATION_OUT_OF_ORDER, false));
            return new Admission("", Outages.DESTINATION_OUT_OF_ORDER);
        }
        if (trunk instanceof SpanTrunk span && span.works()) {
            Circuit circuit = circuitFor(span);
            if (circuit != null) {
                return enter(create(span, circuit, call), call, party);
            }
        }
        if (trunk instanceof SipTrunk sip && sip.refusal() == 0) {
            return enter(create(sip), call, party);
        }
        int refusal = trunk == null ? Trunk.NO_CIRCUIT : trunk.refusal();
        core.emit(new WorldEvent.CallRefused(core.now(), call.trunk(), refusal, trunk != null && trunk.works()));
        return new Admission("", refusal);
    }

    private Channel create(SipTrunk trunk) {
        Channel channel = core.create("", PHONE_NETWORK + trunk.name, core.nextSuffix(), ChannelState.RING);
        trunk.seize(channel);
        return channel;
    }

    private Channel create(SpanTrunk trunk, Circuit circuit, InboundCall call) {
        Channel channel =
                core.create("", trunk.device(circuit, call.callerNumber()), trunk.suffix(), ChannelState.RING);
        channel.trunk = trunk;
        circuit.seize(channel);
        return channel;
    }

    private Admission enter(Channel channel, InboundCall call, Party party) {
        channel.party = party;
        channel.callerNumber = call.callerNumber();
        channel.callerName = call.callerName();
        channel.dialled = call.dialled();
        core.runner.place(channel, core.dialplan.inbound(), call.dialled(), 1);
        core.emit(new WorldEvent.ChannelCreated(core.now(), channel.view()));
        if (channel.circuit == null) {
            core.setVariable(channel, "SIPDOMAIN", "127.0.0.1");
        } else {
            core.tellCircuit(channel);
        }
        core.runner.run(channel);
        return new Admission(channel.uniqueId, 0);
    }

    /** The far end takes the first circuit it believes to be free: one that our side has just seized may be among them. */
    private @Nullable Circuit circuitFor(SpanTrunk trunk) {
        for (Circuit circuit : trunk.circuits) {
            Channel ours = circuit.crossing(core.now());
            if (circuit.isFree()) {
                return circuit;
            }
            if (ours != null) {
                boolean stays = trunk.span.oursStays(circuit.slot);
                core.emit(new WorldEvent.GlareMet(core.now(), trunk.name, circuit.number, stays));
                if (!stays) {
                    giveWay(trunk, circuit, ours);
                    return circuit;
                }
            }
        }
        return null;
    }

    /**
     * A call of ours has lost its circuit. On PRI the network gives it another one; on SS7 it ends with the cause "try again",
     * and whoever dialled does.
     */
    private void giveWay(SpanTrunk trunk, Circuit lost, Channel ours) {
        lost.release();
        ours.circuit = null;
        boolean ss7 = trunk.span.signalling() instanceof Span.Signalling.Ss7;
        Circuit other = trunk.freeBut(lost);
        if (ss7) {
            core.hangups.end(ours, Outages.TRY_AGAIN, 0, Hangups.Origin.LINE);
        } else if (other == null) {
            core.hangups.end(ours, Trunk.NO_CIRCUIT, 0, Hangups.Origin.FAR_END);
        } else {
            other.seize(ours);
            core.tellCircuit(ours);
        }
    }
}
