package org.cordboard.cti.admission;

import org.cordboard.cti.customer.Tier;
import org.cordboard.cti.journal.Journaled;
import org.jspecify.annotations.Nullable;

/**
 * A token bucket for new calls that keeps a part of what is in it for the higher tiers, as trunk reservation does for routes: ordinary callers
 * are taken while it is more than half full, the highest tier as long as anything is in it.
 *
 * <p>It is kept in thousandths of a call. It holds what one second brings, and at least two calls.
 */
final class CallBudget {

    /** What a call costs that is taken. */
    private static final int TAKEN = 1_000;
    /** What a call costs that is turned away after a look-up. */
    private static final int TURNED_AWAY = 100;

    private @Nullable Integer perSecond;
    private long left;
    private long filledAt;

    @Nullable
    Integer perSecond() {
        return perSecond;
    }

    void limit(@Nullable Integer callsPerSecond, long at) {
        boolean begins = perSecond == null;
        fill(at);
        perSecond = callsPerSecond;
        left = begins ? capacity() / 2 : Math.min(left, capacity());
        filledAt = at;
    }

    /** Whether a caller of this tier can be taken now. */
    boolean covers(Tier tier, long at) {
        return perSecond == null || leftAt(at) >= TAKEN + reserved(tier);
    }

    /** What is kept for tiers above this one. */
    private long reserved(Tier tier) {
        return (capacity() - TAKEN) * reservedEighths(tier) / 8;
    }

    private static int reservedEighths(Tier tier) {
        return switch (tier) {
            case DIAMOND -> 0;
            case GOLD -> 1;
            case SILVER -> 2;
            case ORDINARY -> 4;
        };
    }

    void takeIn(long at) {
        if (perSecond == null) {
            return;
        }
        fill(at);
        left = Math.max(0, left - TAKEN);
    }

    /** What is kept for higher tiers does not pay for it. */
    void turnAway(Tier tier, long at) {
        if (perSecond == null) {
            return;
        }
        fill(at);
        left = Math.max(Math.min(left, reserved(tier)), left - TURNED_AWAY);
    }

    private void fill(long at) {
        left = leftAt(at);
        filledAt = at;
    }

    private long leftAt(long at) {
        return perSecond == null ? 0 : Math.min(capacity(), left + (at - filledAt) * perSecond);
    }

    private long capacity() {
        return perSecond == null ? 0 : Math.max(2 * TAKEN, (long) perSecond * TAKEN);
    }

    @Journaled("state.admission.budget/1")
    record State(@Nullable Integer perSecond, long left, long filledAt) {}

    State state() {
        return new State(perSecond, left, filledAt);
    }

    void restore(State from) {
        perSecond = from.perSecond();
        left = from.left();
        filledAt = from.filledAt();
    }
}
