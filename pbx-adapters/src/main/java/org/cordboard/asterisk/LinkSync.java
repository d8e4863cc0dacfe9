package org.cordboard.asterisk;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cordboard.cti.call.LegId;
import org.cordboard.cti.port.PbxEvent.LegSeen;
import org.cordboard.cti.port.PbxEvent.LinkUp;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what there is after the link came up: asks for all channels and holds back the events that come meanwhile, so that
 * {@code LinkUp} with the whole list is the first thing reported. Callers who wait unanswered are then offered again, since those who came while
 * the link was down never were.
 */
final class LinkSync {

    /** Events held back; when there are more the list is asked for anew and they are dropped, since the new list tells the same. */
    static final int MAX_HELD = 50_000;

    private static final long RETRY_MILLIS = 5_000;

    private final Workings w;
    private final Leases leases;
    /** Callers to be offered after the list is reported, with their rows. */
    private final Map<Leg, AmiMessage> callers = new LinkedHashMap<>();

    private final List<AmiMessage> rows = new ArrayList<>();
    private List<AmiMessage> held = new ArrayList<>();
    private String actionId = "";

    LinkSync(Workings workings, Leases leases) {
        this.w = workings;
        this.leases = leases;
    }

    void begin(long at) {
        rows.clear();
        held.clear();
        actionId = w.actions().send(AmiAction.named("CoreShowChannels"), (response, later) -> {
            if (!response.succeeded()) {
                w.counts().add("(error of CoreShowChannels)");
            }
        });
        String asked = actionId;
        w.timers().set(at + RETRY_MILLIS, later -> {
            if (asked.equals(actionId)) {
                begin(later);
            }
        });
    }

    /** Takes an event; returns true when the list is complete. */
    boolean take(AmiMessage event, long at) {
        boolean ours = event.actionId().equals(actionId);
        if (ours && event.event().equals("CoreShowChannel")) {
            rows.add(event);
        } else if (ours && event.event().equals("CoreShowChannelsComplete")) {
            return true;
        } else if (held.size() < MAX_HELD) {
            held.add(event);
        } else {
            w.counts().add("(resynchronised anew)");
            begin(at);
        }
        return false;
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
        if (known == null && !inbound && !context.equals(w.settings().legContext())) {
            return;
        }
        if (known != null && known.deflected) {
            return;
        }
        boolean up = row.number("ChannelState", 0) == ChannelState.UP;
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
        w.out().report(new LinkUp(w.settings().pbx(), seen));
        // Whoever knows the caller already ignores the offer; the others came while nobody listened.
        callers.forEach((leg, row) -> w.out().report(Arrival.of(w, leg, row)));
        callers.clear();
    }
}
