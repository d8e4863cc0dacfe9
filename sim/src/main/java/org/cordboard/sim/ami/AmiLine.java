package org.cordboard.sim.ami;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.cordboard.sim.time.Scheduler;
import org.jspecify.annotations.Nullable;

/** A client's end of a connection inside the same program. */
public final class AmiLine {

    private final Scheduler scheduler;
    private final long latencyMillis;
    private @Nullable AmiSession session;
    private boolean closed;

    private AmiLine(Scheduler scheduler, long latencyMillis) {
        this.scheduler = scheduler;
        this.latencyMillis = latencyMillis;
    }

    static AmiLine connect(
            AmiFace face, long latencyMillis, FaultPlan plan, Consumer<String> text, Runnable whenClosed) {
        AmiLine line = new AmiLine(face.scheduler(), latencyMillis);
        AmiWire wire = new AmiWire() {
            @Override
            public void send(String frame) {
                line.later(() -> text.accept(frame));
            }

            @Override
            public void close() {
                line.later(() -> {
                    line.closed = true;
                    whenClosed.run();
                });
            }
        };
        line.session = face.connect(wire, plan);
        return line;
    }

    private void later(Runnable arrival) {
        scheduler.schedule(latencyMillis, () -> {
            if (!closed) {
                arrival.run();
            }
        });
    }

    /** Sends text; lines end with CR LF, a message with an empty line. */
    public void send(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        scheduler.schedule(latencyMillis, () -> {
            AmiSession open = session;
            if (open != null && !open.ended()) {
                open.receive(bytes);
            }
        });
    }

    /** The client hangs up: nothing arrives here any more, and {@code closed} is not told. */
    public void close() {
        closed = true;
        AmiSession open = session;
        if (open != null) {
            scheduler.schedule(latencyMillis, open::receiveEnd);
        }
    }

    public boolean closed() {
        return closed;
    }

    /** The PBX's side of this connection, to let its wire fail. */
    public AmiSession session() {
        AmiSession open = session;
        if (open == null) {
            throw new IllegalStateException("not connected yet");
        }
        return open;
    }
}
