package org.cordboard.server.torture;

import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.cordboard.asterisk.AsteriskSettings;
import org.cordboard.asterisk.BackOff;
import org.cordboard.asterisk.MachineSettings;
import org.cordboard.cti.port.PbxEvent;
import org.cordboard.cti.port.PbxId;
import org.cordboard.cti.port.PbxRequest;
import org.cordboard.sim.ami.AmiLine;
import org.cordboard.sim.people.Draws;
import org.cordboard.sim.time.Cancellable;
import org.cordboard.sim.time.Scheduler;
import org.cordboard.sim.torture.AmiClient;
import org.cordboard.sim.torture.AmiNetwork;
import org.jspecify.annotations.Nullable;

/**
 * The adapter as a server has it: keeps a connection to the PBX, gives one up that is silent, and tries again, as {@code AsteriskLink} does with
 * its threads.
 */
public final class KeptAmiLink implements AmiClient, MachineOnLine.Watcher {

    private static final int REMEMBERED = 150;
    private static final AsteriskSettings USUAL = AsteriskSettings.of(new PbxId("any"), "localhost", 5038, "", "");

    private final AmiNetwork network;
    private final Scheduler time;
    private final MachineOnLine machine;
    private final BackOff backOff;
    private final ArrayDeque<Passed> transcript = new ArrayDeque<>();
    private final @Nullable Consumer<String> trace;
    private boolean dead;
    private boolean open;
    private long attempt;
    private long heardAt;
    private long loggedInAt;
    private @Nullable Cancellable limit;

    /** Text that went over the line, or what became of it. */
    private record Passed(long at, String direction, String text) {

        @Override
        public String toString() {
            return at + " " + direction + " " + text.strip();
        }
    }

    /** An adapter whose frames are not traced. */
    public KeptAmiLink(
            AmiNetwork network,
            PbxId pbx,
            String run,
            LongSupplier wallMillis,
            Draws draws,
            Consumer<PbxEvent> events) {
        this(network, pbx, run, wallMillis, draws, events, null);
    }

    /** @param trace told every frame; null when nobody wants to know */
    public KeptAmiLink(
            AmiNetwork network,
            PbxId pbx,
            String run,
            LongSupplier wallMillis,
            Draws draws,
            Consumer<PbxEvent> events,
            @Nullable Consumer<String> trace) {
        this.network = network;
        this.trace = trace;
        this.time = network.time();
        this.backOff = new BackOff(new SplittableRandom(draws.between(0, Long.MAX_VALUE - 1)));
        MachineSettings settings =
                MachineSettings.of(pbx).withRunName(run).withClock(at -> wallMillis.getAsLong() / 1_000);
        this.machine = new MachineOnLine(settings, time, events, this);
    }

    @Override
    public void start() {
        connect();
    }

    @Override
    public void kill() {
        dead = true;
        machine.die();
        if (limit != null) {
            limit.cancel();
        }
    }

    private void connect() {
        if (dead) {
            return;
        }
        long mine = ++attempt;
        Optional<AmiLine> line = network.connect(text -> arrived(mine, text), () -> lost(mine, "the PBX hung up"));
        if (line.isEmpty()) {
            again();
            return;
        }
        open = true;
        loggedInAt = 0;
        heardAt = time.now();
        machine.logIn(line.get(), AmiNetwork.USER, AmiNetwork.SECRET);
        watch(mine, USUAL.connectTimeout().toMillis());
    }

    private void again() {
        time.schedule(backOff.next(false).toMillis(), this::connect);
    }

    private void arrived(long of, String text) {
        if (!dead && of == attempt && open) {
            heardAt = time.now();
            machine.arrived(text);
        }
    }

    private void lost(long of, String reason) {
        if (dead || of != attempt || !open) {
            return;
        }
        open = false;
        note("--", reason);
        machine.lost(reason);
        if (loggedInAt > 0) {
            backOff.connectedFor(time.now() - loggedInAt);
        }
        again();
    }

    /** A login must be answered in time, and afterwards nothing may be silent for long. */
    private void watch(long of, long millis) {
        limit = time.schedule(heardAt + millis - time.now(), () -> {
            if (dead || of != attempt || !open) {
                return;
            }
            long longest = loggedInAt > 0
                    ? USUAL.silence().toMillis()
                    : USUAL.connectTimeout().toMillis();
            if (time.now() - heardAt >= longest) {
                lost(of, "nothing was heard for " + longest + " ms");
            } else {
                watch(of, longest);
            }
        });
    }

    @Override
    public PbxId id() {
        return machine.id();
    }

    @Override
    public void request(PbxRequest request) {
        if (!dead) {
            machine.request(request);
        }
    }

    @Override
    public int legs() {
        return machine.machine().legs();
    }

    @Override
    public int outstanding() {
        return machine.machine().outstanding();
    }

    @Override
    public Map<String, Long> counts() {
        return machine.machine().counts();
    }

    // ---- what passes

    @Override
    public void sent(String frame) {
        note("->", frame);
    }

    @Override
    public void heard(String text) {
        note("<-", text);
    }

    @Override
    public void loggedIn() {
        loggedInAt = time.now();
    }

    private void note(String direction, String text) {
        if (transcript.size() >= REMEMBERED) {
            transcript.removeFirst();
        }
        Passed passed = new Passed(time.now(), direction, text);
        transcript.addLast(passed);
        if (trace != null) {
            trace.accept(passed.toString());
        }
    }

    @Override
    public String evidence() {
        StringBuilder all = new StringBuilder("AMI, last frames:\n");
        transcript.forEach(
                one -> all.append(one.toString().replaceAll("\r?\n", " | ")).append('\n'));
        return all.append("adapter: ").append(counts()).append('\n').toString();
    }
}
