package org.cordboard.cti.acd;

/** Which of an agent's last {@value QueueRules#SHARE_OF} offers went to their own customers before others whose turn it was. */
final class OwnShare {

    private static final int MASK = (1 << QueueRules.SHARE_OF) - 1;

    /** The latest offer is the lowest bit. */
    private int preferred;

    OwnShare() {}

    OwnShare(int bits) {
        this.preferred = bits;
    }

    void add(boolean wasPreferred) {
        preferred = (preferred << 1 | (wasPreferred ? 1 : 0)) & MASK;
    }

    /** Whether one more keeps within the share. */
    boolean allows(int percent) {
        return (Integer.bitCount(preferred << 1 & MASK) + 1) * 100 <= percent * QueueRules.SHARE_OF;
    }

    int bits() {
        return preferred;
    }
}
