package org.cordboard.asterisk;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.cordboard.cti.call.LegId;
import org.cordboard.cti.port.PbxEvent.LegSeen;
import org.cordboard.cti.port.PbxEvent.LinkUp;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what there is after the link came up: asks for all channels and for the notes of those that ended, and holds back the events that
 * come meanwhile, so that {@code LinkUp} with all of it is the first thing reported. Callers who wait unanswered are then offered again, since
 * those who came while the link was down never were.
 */
final class LinkSync {

    /** Events held back; when there are more the list is asked for anew and they are dropped, since the new list tells the same. */
    static final int MAX_HELD = 50_000;

    /** The notes are good to have, and not worth waiting for longer than this. */
    static final long NOTES_MILLIS = 2_000;

    private static final long RETRY_MILLIS = 5_000;

    private final Workings w;
    private final Leases leases;
    private final EndNotes notes;
    private final Heartbeat heartbeat;
    private final Consumer<Leg> alerting;
    /** Callers to be offered after the list is reported, with their rows. */
    private final Map<Leg, AmiMessage> callers = new LinkedHashMap<>();

    /** Dialled legs that ring. */
    private final List<Leg> ringing = new ArrayList<>();

    private final List<AmiMessage> rows = new ArrayList<>();
    private List<AmiMessage> held = new ArrayList<>();
    private String actionId = "";
    private boolean listed;

    /** @param alerting told of each dialled leg that rings */
    LinkSync(Workings workings, Leases leases, EndNotes notes, Heartbeat heartbeat, Consumer<Leg> alerting) {
        this.w = workings;
        this.leases = leases;
        this.notes = notes;
        this.heartbeat = heartbeat;
        this.alerting = alerting;
    }

    void begin(long at) {
        rows.clear();
        held.clear();
        listed = false;
        actionId = w.actions().send(AmiAction.named("CoreShowChannels"), (response, later) -> {
            if (!response.succeeded()) {
                w.counts().add("(error of CoreShowChannels)");
            }
        });
        // After the list: a leg that ends meanwhile is in the list, and its hang-up is among the events held back.
        notes.ask();
        String asked = actionId;
        w.timers().set(at + NOTES_MILLIS, later -> {
            if (asked.equals(actionId)) {
                notes.goWithout();
            }
        });
        w.timers().set(at + RETRY_MILLIS, later -> {
            if (asked.equals(actionId)) {
                begin(later);
            }
        });
    }

    /** Whether all is there that was asked for. */
    boolean isComplete() {
        return listed && notes.complete();
    }

    void take(AmiMessage event, long at) {
        boolean ours = event.actionId().equals(actionId);
        if (ours && event.event().equals("CoreShowChannel")) {
            rows.add(event);
        } else if (ours && event.event().equals("CoreShowChannelsComplete")) {
            listed = true;
        } else if (notes.take(event)) {
            // One of the notes.
            return;
        } else if (held.size() < MAX_HELD) {
            held.add(event);
        } else {
            w.counts().add("(resynchronised anew)");
            begin(at);
        }
    }

    /** Rebuilds the ledger from the list and reports it; returns the events that were held back. */
    List<AmiMessage> complete(long at) {
        actionId = "";
        Map<String, Leg> before = new LinkedHashMap<>();
        w.ledger().all().forEach(leg -> before.put(leg.id.value(), leg));
        w.ledger().clear();
        for (AmiMessage row : rows) {
            String id = row.text("Uniqueid");
            if (!id.isBlank() && !w.ledger().isFull()) {
                restore(row, before.get(id));
            }
        }
        report(at);
        List<AmiMessage> events = held;
        held = new ArrayList<>();
        rows.clear();
        return events;
    }

    private void restore(AmiMessage row, @Nullable Leg known) {
        String context = row.text("Context");
        boolean inbound = context.equals(w.settings().inboundContext());
        boolean up = row.number("ChannelState", 0) == ChannelState.UP;
        boolean ours = inbound || context.equals(w.settings().legContext()) || (!up && Dialling.isDialled(row));
        if (known == null && !ours) {
            return;
        }
        if (known != null && known.deflected) {
            return;
        }
        boolean inAgi = row.text("Application").equalsIgnoreCase("AGI");
        if (known == null && inbound && !up && !inAgi) {
            // On the way into the loop: its AsyncAGIStart is still to come, or among the events held back.
            return;
        }
        Leg leg = known != null ? known : new Leg(new LegId(row.text("Uniqueid")), !inbound);
        leg.channel = row.text("Channel");
        leg.bridge = null;
        leg.up = up;
        leg.inAgi = inAgi;
        leg.taken = leg.taken || leg.up || !leg.dialled;
        w.ledger().add(leg);
        if (inbound && !up && inAgi) {
            callers.put(leg, row);
        }
        if (leg.dialled && !leg.taken && row.number("ChannelState", 0) == ChannelState.RINGING) {
            ringing.add(leg);
        }
        String bridge = row.text("BridgeId");
        leg.astray = !bridge.isEmpty();
        if (!bridge.isEmpty()) {
            w.ledger().enterBridge(leg, bridge);
        }
    }

    private void report(long at) {
        List<LegSeen> seen = new ArrayList<>();
        for (Leg leg : w.ledger().all()) {
            if (!leg.doomed) {
                seen.add(new LegSeen(leg.id, leg.up, w.ledger().partnerOf(leg).id));
            }
            if (leg.bridge == null && leg.taken && leg.inAgi) {
                leases.take(leg, at);
            }
        }
        w.out().report(new LinkUp(w.settings().pbx(), seen, notes.taken(heartbeat.pbxMillis(at), at)));
        // Whoever knows the caller already ignores the offer; the others came while nobody listened.
        callers.forEach((leg, row) -> w.out().report(Arrival.of(w, leg, row)));
        callers.clear();
        ringing.forEach(alerting);
        ringing.clear();
    }
}
