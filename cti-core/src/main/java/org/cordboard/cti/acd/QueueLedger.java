package org.cordboard.cti.acd;

/**
 * The books of one queue since the site was opened. Always {@code offered = answered + abandoned + timedOut + noAgents +
 * waiting}.
 *
 * @param offered callers who entered the queue
 * @param waiting callers who are in it now, ringing at an agent included
 */
public record QueueLedger(
        QueueId queue, long offered, long answered, long abandoned, long timedOut, long noAgents, long waiting) {

    public boolean balances() {
        return offered == answered + abandoned + timedOut + noAgents + waiting;
    }
}
