package org.cordboard.asterisk;

import java.util.Map;
import java.util.function.Consumer;
import org.cordboard.cti.port.PbxEvent;
import org.cordboard.cti.port.PbxEvent.LinkDown;
import org.cordboard.cti.port.PbxRequest;
import org.cordboard.cti.port.RequestOutcome.Reason;

/**
 * Asterisk behind the Pbx port, as a pure machine: AMI messages, port requests and the time go in, port events and AMI actions come out
 * through the two receivers. It has no clock, no thread and no I/O, and is used by one thread at a time; receivers may call it back.
 *
 * <p>Times are milliseconds that never go backwards. {@link #tick} is due at {@link #nextDueAt}. Each request gets exactly one
 * {@code RequestEnded}, after {@code LegCleared} or {@code LegFailed} nothing more is reported of a leg, and between {@link #linkUp} and
 * the {@code LinkUp} event requests still fail with {@code LINK_DOWN}.
 */
public final class AsteriskPbx {

    private enum Link {
        DOWN,
        SYNCING,
        UP
    }

    private final Workings w;
    private final Heartbeat heartbeat;
    private final LinkSync sync;
    private final LegControl legs;
    private final SpanStates spans;
    private final DeviceStates devices;
    private Link link = Link.DOWN;
    private long heardAt;

    public AsteriskPbx(
            MachineSettings settings, Consumer<? super PbxEvent> events, Consumer<? super AmiAction> actions) {
        this.w = Workings.of(settings, events, actions);
        this.heartbeat = new Heartbeat(w);
        EndNotes notes = new EndNotes(w);
        this.legs = new LegControl(w, notes);
        this.sync = new LinkSync(w, legs.leases(), notes, heartbeat, legs::alerting);
        this.spans = new SpanStates(w);
        this.devices = new DeviceStates(w);
    }

    /** The connection works and has logged in. {@code LinkUp} is reported when the list of channels is complete. */
    public void linkUp(long at) {
        w.actions().timeIs(at);
        if (link == Link.DOWN) {
            link = Link.SYNCING;
            heardAt = at;
            heartbeat.begin(at);
            sync.begin(at);
        }
        w.out().handOver();
    }

    /** The connection is lost: everything outstanding fails; the legs are kept to be found again. */
    public void linkDown(String reason, long at) {
        if (link != Link.DOWN) {
            boolean known = link == Link.UP;
            link = Link.DOWN;
            w.actions().clear();
            w.timers().clear();
            devices.forget();
            spans.linkDown();
            if (known) {
                w.out().report(new LinkDown(w.settings().pbx(), reason, at - heardAt));
            }
            legs.linkDown();
            w.requests().failAll(Reason.LINK_DOWN, reason);
        }
        w.out().handOver();
    }

    /** Takes one frame from Asterisk. */
    public void on(AmiMessage message, long at) {
        w.actions().timeIs(at);
        if (link != Link.DOWN) {
            heardAt = at;
            if (message.isEvent()) {
                onEvent(message, at);
            } else if (message.isResponse()) {
                w.actions().onResponse(message, at);
            } else {
                w.counts().add("(neither event nor response)");
            }
            endSync(at);
        }
        w.out().handOver();
    }

    public void request(PbxRequest request, long at) {
        w.actions().timeIs(at);
        if (link != Link.UP) {
            w.requests()
                    .refuse(
                            request.id(),
                            Reason.LINK_DOWN,
                            "no link to the PBX " + w.settings().pbx());
        } else if (w.requests().isPending(request.id())) {
            // The same request again has the answer of the first.
            w.counts().add("(request sent twice)");
        } else if (w.requests().size() >= w.settings().maxRequests()) {
            w.requests().refuse(request.id(), Reason.REFUSED, "too many requests are outstanding");
        } else {
            legs.request(request, at);
        }
        w.out().handOver();
    }

    /** Does what is due. */
    public void tick(long at) {
        w.actions().timeIs(at);
        w.timers().runDue(at);
        endSync(at);
        w.out().handOver();
    }

    /** When {@link #tick} has something to do, or {@link Long#MAX_VALUE}. */
    public long nextDueAt() {
        return w.timers().nextDue();
    }

    /** Events that were of no use, by name, and oddities in parentheses. */
    public Map<String, Long> counts() {
        return w.counts().all();
    }

    /**
     * How long the PBX's response that came last was on its way, milliseconds. It stands behind all events that wait to be read, wherever
     * they wait, and each action is answered at once.
     */
    public long answerMillis() {
        return w.actions().answerMillis();
    }

    /** Legs in the ledger. */
    public int legs() {
        return w.ledger().size();
    }

    /** Requests that have not ended. */
    public int outstanding() {
        return w.requests().size();
    }

    int timers() {
        return w.timers().size();
    }

    int unanswered() {
        return w.actions().size();
    }

    private void onEvent(AmiMessage event, long at) {
        if (link == Link.UP) {
            handle(event, at);
        } else {
            sync.take(event, at);
        }
    }

    private void endSync(long at) {
        if (link == Link.SYNCING && sync.isComplete()) {
            link = Link.UP;
            var held = sync.complete(at);
            legs.linkUp(at);
            devices.linkUp();
            spans.linkUp(at);
            held.forEach(one -> handle(one, at));
        }
    }

    private void handle(AmiMessage event, long at) {
        switch (event.event()) {
            case "DeviceStateChange" -> devices.onDevice(event);
            case "DeviceStateListComplete" -> {}
            default -> {
                if (!spans.on(event, at) && !legs.on(event, at)) {
                    w.counts().add(event.event());
                }
            }
        }
    }
}
