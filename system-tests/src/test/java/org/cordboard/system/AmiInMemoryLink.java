package org.cordboard.system;

import java.util.List;
import java.util.function.Consumer;
import org.cordboard.asterisk.MachineSettings;
import org.cordboard.cti.port.Pbx;
import org.cordboard.cti.port.PbxEvent;
import org.cordboard.server.kill.Recollection;
import org.cordboard.server.torture.MachineOnLine;
import org.cordboard.sim.ami.AlarmReports;
import org.cordboard.sim.ami.AmiAccount;
import org.cordboard.sim.ami.AmiFace;
import org.cordboard.sim.ami.FaultPlan;
import org.cordboard.sim.time.Scheduler;
import org.cordboard.sim.world.Dialplan;
import org.cordboard.sim.world.PbxWorld;

/** The Asterisk adapter on the simulated PBX's AMI, joined in memory as text. The link comes and goes as the test wants it to. */
final class AmiInMemoryLink implements VirtualLink, MachineOnLine.Watcher {

    private static final String USER = "cordboard";
    private static final String SECRET = "secret";
    private static final long LATENCY_MILLIS = 1;

    private final PbxWorld world;
    private final Scheduler time;
    private final AmiFace face;
    private final MachineOnLine machine;
    private final Recollection transcript = new Recollection("AMI, last frames", 120);

    AmiInMemoryLink(PbxWorld world, Consumer<PbxEvent> events) {
        this.world = world;
        this.time = world.scheduler();
        this.face =
                new AmiFace(world, List.of(AmiAccount.cordboard(USER, SECRET).recording()));
        this.machine = new MachineOnLine(MachineSettings.of(ContractSite.pbx()), time, events, this);
    }

    @Override
    public Pbx port() {
        return machine;
    }

    @Override
    public void connect() {
        machine.logIn(
                face.join(LATENCY_MILLIS, FaultPlan.NONE, machine::arrived, () -> disconnect("the PBX hung up")),
                USER,
                SECRET);
    }

    @Override
    public void disconnect(String reason) {
        transcript.add(time.now() + " -- " + reason);
        machine.lost(reason);
    }

    /** Chooses how the PBX tells of alarms. */
    void report(AlarmReports alarms) {
        face.report(alarms);
    }

    @Override
    public void sent(String frame) {
        note("->", frame);
    }

    @Override
    public void heard(String text) {
        note("<-", text);
    }

    private void note(String direction, String frame) {
        transcript.add(time.now() + " " + direction + " " + frame.strip().replaceAll("\r?\n", " | "));
    }

    @Override
    public long lastBeat() {
        return world.global(Dialplan.HEARTBEAT).map(Long::parseLong).orElse(0L);
    }

    @Override
    public String evidence() {
        return transcript + "adapter: " + machine.machine().counts() + "\n";
    }
}
