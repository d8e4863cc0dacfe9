package org.cordboard.cti.admission;

import org.cordboard.cti.customer.Tier;

/**
 * Whether a PBX has room for one more caller. The last part of its legs is kept for higher tiers, so that these still get in when callers
 * who wait have filled the rest.
 */
final class LegRoom {

    private LegRoom() {}

    /**
     * Whether a caller of this tier can be taken.
     *
     * @param legs that the PBX has with this caller's
     * @param most that it may have
     */
    static boolean covers(Tier tier, int legs, int most) {
        return legs <= most - most * reservedPercent(tier) / 100;
    }

    /** What is kept for tiers above this one. */
    private static int reservedPercent(Tier tier) {
        return switch (tier) {
            case DIAMOND -> 0;
            case GOLD -> 5;
            case SILVER -> 10;
            case ORDINARY -> 20;
        };
    }
}
