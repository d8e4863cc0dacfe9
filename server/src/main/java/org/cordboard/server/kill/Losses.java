package org.cordboard.server.kill;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cordboard.protocol.AgentState;
import org.cordboard.protocol.AgentStatus;
import org.cordboard.protocol.Offer;
import org.jspecify.annotations.Nullable;

/**
 * What was lost with a server that was killed, by the word of callers and desktops alone. To be asked on the world's thread, when all who
 * waited have been served.
 */
final class Losses {

    /** Callers of different tiers came as the PBX saw them; the server's own clock may be so much behind it. */
    private static final long CLOCKS_APART_MILLIS = 1_000;
    /** From the entry into the queue to the music, and from the offer to its stamp, under load. */
    private static final long AGE_TOLERANCE_MILLIS = 1_500;

    private final List<String> callsDropped = new ArrayList<>();
    private final List<String> placesLost = new ArrayList<>();
    private final List<String> agesLost = new ArrayList<>();
    private final List<String> agentStatesLost = new ArrayList<>();
    private int placesCompared;

    /** Calls that were up when the server was killed. */
    void calls(Collection<WitnessCaller> up, Map<WitnessCaller, Integer> leftAloneBefore) {
        for (WitnessCaller caller : up) {
            if (caller.cutOff() || caller.turnedAway()) {
                callsDropped.add("the call of " + ending(caller)
                        + (caller.turnedAway() ? " went to the announcement" : " was ended"));
            } else if (caller.leftAlone() > leftAloneBefore.getOrDefault(caller, 0)) {
                callsDropped.add("the conversation of " + ending(caller) + " was interrupted");
            }
        }
    }

    private static String ending(WitnessCaller caller) {
        String number = caller.number();
        return "…" + number.substring(Math.max(0, number.length() - 4));
    }

    /**
     * Callers who waited when the server was killed: each must be offered in the order of their places, and with the age of their call.
     *
     * @param inGap who called while no server was there, so that nobody knows of their first seconds
     * @param shown offers of the server that was started again
     */
    void places(Collection<WitnessCaller> waiting, Collection<WitnessCaller> inGap, List<Offer> shown) {
        Map<String, WitnessCaller> byNumber = new LinkedHashMap<>();
        waiting.stream().filter(c -> !inGap.contains(c)).forEach(c -> byNumber.put(c.number(), c));
        Map<WitnessCaller, Offer> first = new LinkedHashMap<>();
        shown.stream().sorted(Comparator.comparingLong(Losses::madeAt)).forEach(offer -> {
            WitnessCaller caller = byNumber.get(offer.caller().number());
            if (caller != null && first.putIfAbsent(caller, offer) == null) {
                age(caller, offer);
            }
        });
        placesCompared += first.size();
        List<WitnessCaller> served = new ArrayList<>(first.keySet());
        for (int i = 0; i < served.size(); i++) {
            WitnessCaller caller = served.get(i);
            for (WitnessCaller later : served.subList(i + 1, served.size())) {
                if (comesBefore(later, caller) && madeAt(at(first, later)) > madeAt(at(first, caller))) {
                    placesLost.add(ending(later) + " stood before " + ending(caller) + " and was offered after");
                    break;
                }
            }
        }
    }

    private static Offer at(Map<WitnessCaller, Offer> offers, WitnessCaller caller) {
        return offers.getOrDefault(caller, offers.values().iterator().next());
    }

    private static boolean comesBefore(WitnessCaller one, WitnessCaller other) {
        long apart = one.sameTierAs(other) ? 10 : CLOCKS_APART_MILLIS;
        return one.place() + apart < other.place();
    }

    private void age(WitnessCaller caller, Offer offer) {
        long waited = madeAt(offer) - caller.queuedAt();
        if (Math.abs(offer.waitedMs() - waited) > AGE_TOLERANCE_MILLIS) {
            agesLost.add(ending(caller) + " had waited " + waited + " ms, and the offer says " + offer.waitedMs());
        }
    }

    private static long madeAt(Offer offer) {
        return offer.expiresAt() - RestartSite.RING_TIMEOUT.toMillis();
    }

    /** @param callers by the id of their call, as offers showed it */
    void agent(WitnessDesk desk, WitnessDesk.@Nullable Return back, Map<String, WitnessCaller> callers) {
        if (back == null) {
            agentStatesLost.add(desk.station() + " did not come back");
        } else if (!back.sameSession()) {
            agentStatesLost.add(desk.station() + " lost its session");
        } else if (!goesOn(back, callers)) {
            agentStatesLost.add(desk.station() + " was " + words(back.before()) + " and became " + words(back.after()));
        }
    }

    void complaint(WitnessDesk desk, String complaint) {
        agentStatesLost.add(desk.station() + ": " + complaint);
    }

    static boolean goesOn(WitnessDesk.Return back, Map<String, WitnessCaller> callers) {
        AgentStatus before = back.before();
        AgentStatus after = back.after();
        String call = before.callId();
        WitnessCaller caller = call == null ? null : callers.get(call);
        if (before.state() == AgentState.BUSY && caller != null && caller.talkedAt(back.at())) {
            return after.state() == AgentState.BUSY && call != null && call.equals(after.callId());
        }
        return switch (after.state()) {
            case LOGGED_OUT -> false;
            case NOT_READY -> before.state() == AgentState.NOT_READY;
            case READY, RESERVED, BUSY, WRAP_UP -> true;
        };
    }

    private static String words(AgentStatus status) {
        return status.state() + (status.callId() == null ? "" : " " + status.callId());
    }

    List<String> callsDropped() {
        return callsDropped;
    }

    List<String> placesLost() {
        return placesLost;
    }

    List<String> agesLost() {
        return agesLost;
    }

    List<String> agentStatesLost() {
        return agentStatesLost;
    }

    /** Callers who waited when the server was killed and whose offers came after it. */
    int placesCompared() {
        return placesCompared;
    }

    List<String> all() {
        List<String> all = new ArrayList<>(callsDropped);
        all.addAll(placesLost);
        all.addAll(agesLost);
        all.addAll(agentStatesLost);
        return all;
    }
}
