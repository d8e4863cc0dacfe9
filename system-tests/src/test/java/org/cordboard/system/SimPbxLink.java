package org.cordboard.system;

import java.util.function.Consumer;
import org.cordboard.cti.port.Pbx;
import org.cordboard.cti.port.PbxEvent;
import org.cordboard.sim.world.PbxWorld;
import org.cordboard.sim.world.SimPbx;

/** The simulated PBX as a Pbx of its own: no wire at all. */
final class SimPbxLink implements VirtualLink {

    private final PbxWorld world;
    private final SimPbx pbx;
    private long downSince;

    SimPbxLink(PbxWorld world, Consumer<PbxEvent> events) {
        this.world = world;
        this.pbx = new SimPbx(ContractSite.pbx(), world, events);
    }

    @Override
    public Pbx port() {
        return pbx;
    }

    @Override
    public void connect() {
        pbx.connect();
    }

    @Override
    public void disconnect(String reason) {
        downSince = world.scheduler().now();
        pbx.disconnect(reason);
    }

    @Override
    public long lastBeat() {
        return (pbx.connected() ? world.scheduler().now() : downSince) / 1000;
    }

    @Override
    public String evidence() {
        return "";
    }
}
