package org.cordboard.sim.ami;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.cordboard.sim.time.Scheduler;
import org.jspecify.annotations.Nullable;

/** A wire with the faults of a plan, both ways. Without faults it is as good as the wire behind it. */
final class FaultyWire implements AmiWire {

    /** Characters held back by a stall or a delay; beyond it the connection breaks, as with Asterisk's write time-out. */
    static final int MAX_HELD = 1 << 20;

    private final Scheduler scheduler;
    private final AmiWire wire;
    private final FaultPlan plan;
    private final Consumer<byte[]> toSession;
    private final Deque<String> heldOut = new ArrayDeque<>();
    private final Deque<byte[]> heldIn = new ArrayDeque<>();
    private int heldSize;
    private int frames;
    private long delay;
    private long lastDue;
    private boolean stalled;
    private long stallEnds;
    private boolean closed;
    private int toChop;
    private int toRepeat;
    private final StringBuilder chopped = new StringBuilder();
    private @Nullable Runnable endHeld;

    FaultyWire(Scheduler scheduler, AmiWire wire, FaultPlan plan, Consumer<byte[]> toSession) {
        this.scheduler = scheduler;
        this.wire = wire;
        this.plan = plan;
        this.toSession = toSession;
    }

    void inject(WireFault fault) {
        if (closed) {
            return;
        }
        switch (fault) {
            case WireFault.Disconnect disconnect -> close();
            case WireFault.Stall stall -> {
                long lasts = stall.forMillis();
                stalled = true;
                stallEnds = Math.max(stallEnds, lasts > 0 ? scheduler.now() + lasts : Long.MAX_VALUE);
                if (lasts > 0) {
                    scheduler.schedule(lasts, this::flow);
                }
            }
            case WireFault.Delay slow -> delay = slow.millis();
            case WireFault.Chop chop -> toChop = chop.frames();
            case WireFault.Repeat repeat -> toRepeat = repeat.frames();
            case WireFault.Garbage garbage -> {
                // Between two frames, not inside one that has been cut.
                pass(chopped + garbage.text());
                chopped.setLength(0);
            }
        }
    }

    @Override
    public void send(String text) {
        for (FaultPlan.Planned planned : plan.faults()) {
            if (planned.when() instanceof FaultPlan.When.AfterFrames after && after.frames() == frames) {
                inject(planned.fault());
            }
        }
        frames++;
        if (toRepeat > 0) {
            toRepeat--;
            sendOnce(text);
        }
        sendOnce(text);
    }

    private void sendOnce(String text) {
        if (toChop == 0) {
            pass(text);
        } else {
            chop(text);
        }
    }

    /** Passes what was held back and the first part of the text; the rest waits for the next one. */
    private void chop(String text) {
        toChop--;
        chopped.append(text);
        int cut = toChop == 0 ? chopped.length() : chopped.length() - 1 - frames * 31 % text.length();
        String first = chopped.substring(0, cut);
        chopped.delete(0, cut);
        if (!first.isEmpty()) {
            pass(first);
        }
    }

    private void pass(String text) {
        if (closed) {
            return;
        }
        long due = Math.max(scheduler.now() + delay, lastDue);
        if (!stalled && heldOut.isEmpty() && due <= scheduler.now()) {
            wire.send(text);
            return;
        }
        heldSize += text.length();
        if (heldSize > MAX_HELD) {
            close();
            return;
        }
        heldOut.add(text);
        if (!stalled) {
            lastDue = due;
            scheduler.schedule(due - scheduler.now(), this::release);
        }
    }

    private void release() {
        String text = stalled || closed ? null : heldOut.poll();
        if (text != null) {
            heldSize -= text.length();
            wire.send(text);
        }
    }

    private void flow() {
        if (scheduler.now() < stallEnds) {
            return;
        }
        stalled = false;
        while (!heldOut.isEmpty() && !closed) {
            release();
        }
        while (!heldIn.isEmpty() && !closed) {
            byte[] bytes = heldIn.remove();
            heldSize -= bytes.length;
            toSession.accept(bytes);
        }
        if (endHeld != null) {
            endHeld.run();
        }
    }

    /** The client has reset the connection: what it had sent and did not get through is lost, and of the end is heard as late as of all else. */
    void receiveEnd(Runnable end) {
        if (stalled) {
            heldIn.clear();
            endHeld = end;
        } else {
            end.run();
        }
    }

    /** Bytes from the client. */
    void receive(byte[] bytes) {
        if (closed) {
            return;
        }
        if (!stalled) {
            toSession.accept(bytes);
            return;
        }
        heldSize += bytes.length;
        if (heldSize > MAX_HELD) {
            close();
        } else {
            heldIn.add(bytes);
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            heldOut.clear();
            heldIn.clear();
            wire.close();
        }
    }

    boolean closed() {
        return closed;
    }
}
