package org.cordboard.system;

import java.util.List;
import java.util.function.Consumer;
import org.cordboard.asterisk.AmiAction;
import org.cordboard.asterisk.AmiMessage;
import org.cordboard.asterisk.AmiText;
import org.cordboard.asterisk.AsteriskPbx;
import org.cordboard.asterisk.MachineSettings;
import org.cordboard.cti.port.Pbx;
import org.cordboard.cti.port.PbxEvent;
import org.cordboard.cti.port.PbxId;
import org.cordboard.cti.port.PbxRequest;
import org.cordboard.sim.ami.AlarmReports;
import org.cordboard.sim.ami.AmiAccount;
import org.cordboard.sim.ami.AmiFace;
import org.cordboard.sim.ami.AmiLine;
import org.cordboard.sim.ami.FaultPlan;
import org.cordboard.sim.time.Cancellable;
import org.cordboard.sim.time.Scheduler;
import org.cordboard.sim.world.Dialplan;
import org.cordboard.sim.world.PbxWorld;
import org.jspecify.annotations.Nullable;

/** The Asterisk adapter on the simulated PBX's AMI, joined in memory as text. Does for the machine what its threads do. */
final class AmiInMemoryLink implements VirtualLink, Pbx {

    private static final String USER = "cordboard";
    private static final String SECRET = "secret";
    private static final String EVENTS = "call,agi,dtmf,system";
    private static final String LOGIN = "login";
    private static final long LATENCY_MILLIS = 1;

    private final PbxWorld world;
    private final Scheduler time;
    private final AmiFace face;
    private final AsteriskPbx machine;
    private final Recollection transcript = new Recollection("AMI, last frames", 120);
    private @Nullable AmiLine line;
    private @Nullable Cancellable alarm;

    AmiInMemoryLink(PbxWorld world, Consumer<PbxEvent> events) {
        this.world = world;
        this.time = world.scheduler();
        this.face = new AmiFace(world, List.of(AmiAccount.cordboard(USER, SECRET)));
        this.machine = new AsteriskPbx(
                MachineSettings.of(ContractSite.pbx()),
                // The machine reports in the middle of its work, and the engine may ask it for more.
                event -> time.schedule(0, () -> events.accept(event)),
                this::send);
    }

    @Override
    public PbxId id() {
        return ContractSite.pbx();
    }

    @Override
    public Pbx port() {
        return this;
    }

    @Override
    public void connect() {
        AmiLine fresh = face.join(LATENCY_MILLIS, FaultPlan.NONE, this::arrived, () -> lost("the PBX hung up"));
        line = fresh;
        fresh.send("Action: Login\r\nActionID: " + LOGIN + "\r\nUsername: " + USER + "\r\nSecret: " + SECRET
                + "\r\nEvents: " + EVENTS + "\r\n\r\n");
    }

    @Override
    public void disconnect(String reason) {
        AmiLine open = line;
        if (open != null) {
            open.close();
        }
        lost(reason);
    }

    /** Chooses how the PBX tells of alarms. */
    void report(AlarmReports alarms) {
        face.report(alarms);
    }

    private void lost(String reason) {
        line = null;
        transcript.add(time.now() + " -- " + reason);
        machine.linkDown(reason, time.now());
        setAlarm();
    }

    @Override
    public void request(PbxRequest request) {
        machine.request(request, time.now());
        setAlarm();
    }

    private void send(AmiAction action) {
        AmiLine open = line;
        if (open != null) {
            String text = AmiText.print(action);
            note("->", text);
            open.send(text);
        }
    }

    private void arrived(String text) {
        note("<-", text);
        for (AmiMessage message : AmiText.parse(text)) {
            if (message.actionId().equals(LOGIN)) {
                machine.linkUp(time.now());
            } else {
                machine.on(message, time.now());
            }
        }
        setAlarm();
    }

    private void note(String direction, String frame) {
        transcript.add(time.now() + " " + direction + " " + frame.strip().replaceAll("\r?\n", " | "));
    }

    private void setAlarm() {
        if (alarm != null) {
            alarm.cancel();
        }
        long due = machine.nextDueAt();
        alarm = due == Long.MAX_VALUE ? null : time.schedule(due - time.now(), this::tick);
    }

    private void tick() {
        machine.tick(time.now());
        setAlarm();
    }

    @Override
    public long lastBeat() {
        return world.global(Dialplan.HEARTBEAT).map(Long::parseLong).orElse(0L);
    }

    @Override
    public String evidence() {
        return transcript + "adapter: " + machine.counts() + "\n";
    }
}
