package org.cordboard.server.torture;

import java.util.function.Consumer;
import org.cordboard.asterisk.AmiAction;
import org.cordboard.asterisk.AmiFrameReader;
import org.cordboard.asterisk.AmiMessage;
import org.cordboard.asterisk.AmiText;
import org.cordboard.asterisk.AsteriskPbx;
import org.cordboard.asterisk.MachineSettings;
import org.cordboard.cti.port.Pbx;
import org.cordboard.cti.port.PbxEvent;
import org.cordboard.cti.port.PbxId;
import org.cordboard.cti.port.PbxRequest;
import org.cordboard.sim.ami.AmiLine;
import org.cordboard.sim.time.Cancellable;
import org.cordboard.sim.time.Scheduler;
import org.jspecify.annotations.Nullable;

/** The Asterisk adapter's machine on a line in memory, joined as text. Does for the machine what its threads do. */
public final class MachineOnLine implements Pbx {

    private static final String EVENTS = "call,agi,dtmf,system";
    private static final String LOGIN = "login";

    /** Told what passes. */
    public interface Watcher {

        default void sent(String frame) {}

        default void heard(String text) {}

        /** The PBX has let us in. */
        default void loggedIn() {}
    }

    private final MachineSettings settings;
    private final Scheduler time;
    private final Watcher watcher;
    private final AsteriskPbx machine;
    private AmiFrameReader frames = new AmiFrameReader();
    private @Nullable AmiLine line;
    private @Nullable Cancellable alarm;

    public MachineOnLine(MachineSettings settings, Scheduler time, Consumer<PbxEvent> events, Watcher watcher) {
        this.settings = settings;
        this.time = time;
        this.watcher = watcher;
        this.machine = new AsteriskPbx(
                settings,
                // The machine reports in the middle of its work, and the engine may ask it for more.
                event -> time.schedule(0, () -> events.accept(event)),
                this::send);
    }

    /** Logs in on a fresh line; what arrives on it is to be given to {@link #arrived}. */
    public void logIn(AmiLine fresh, String user, String secret) {
        line = fresh;
        frames = new AmiFrameReader();
        fresh.send("Action: Login\r\nActionID: " + LOGIN + "\r\nUsername: " + user + "\r\nSecret: " + secret
                + "\r\nEvents: " + EVENTS + "\r\n\r\n");
    }

    /** The line is lost, or given up. */
    public void lost(String reason) {
        AmiLine open = line;
        line = null;
        if (open != null && !open.closed()) {
            open.close();
        }
        machine.linkDown(reason, time.now());
        setAlarm();
    }

    /** The process is gone: nothing is done any more. */
    public void die() {
        AmiLine open = line;
        line = null;
        if (open != null) {
            open.close();
        }
        if (alarm != null) {
            alarm.cancel();
        }
    }

    /** The machine itself. */
    public AsteriskPbx machine() {
        return machine;
    }

    @Override
    public PbxId id() {
        return settings.pbx();
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
            watcher.sent(text);
            open.send(text);
        }
    }

    /** Takes text from the line, cut anywhere. */
    public void arrived(String text) {
        watcher.heard(text);
        for (AmiMessage message : frames.text(text)) {
            if (line != null) {
                take(message);
            }
        }
        setAlarm();
    }

    private void take(AmiMessage message) {
        if (message.actionId().equals(LOGIN)) {
            machine.linkUp(time.now());
            watcher.loggedIn();
        } else {
            machine.on(message, time.now());
        }
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
}
