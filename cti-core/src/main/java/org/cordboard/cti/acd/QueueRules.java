package org.cordboard.cti.acd;

import java.time.Duration;
import java.util.List;
import org.cordboard.cti.callback.CallBackRules;
import org.cordboard.cti.ivr.IvrCalendar;
import org.jspecify.annotations.Nullable;

/**
 * How a queue routes, beyond who comes first by tier.
 *
 * @param weight added to every caller's head start, up to {@link #MOST_WEIGHT}; a way to put one queue before another
 * @param mostBonus what a target customer's bonus may add to the head start at most
 * @param needs the skills its callers need, each perhaps for a time only
 * @param ownerPatience how long a caller waits for their own manager (or the deputy) alone; zero offers the call to them if they
 *     are free, else to the team at once
 * @param lastAgentPatience the same for the agent the caller last talked to, where there is no manager to wait for
 * @param ownerShare the most of an agent's last {@value #SHARE_OF} offers, in percent, that may go to their own customers before
 *     others whose turn it would be
 * @param mostWaiting callers in the queue from which on further ones overflow, or 0 for no limit
 * @param overflowAfter waiting time after which callers overflow, or null for never
 * @param leaveWhenEmpty whether waiting callers leave when the last agent of the queue has logged out
 * @param callBack how customers are called back who asked for it
 * @param hours when callers are let in, or null for always; those who wait when it closes are still served
 */
public record QueueRules(
        Duration weight,
        Duration mostBonus,
        List<SkillNeed> needs,
        Duration ownerPatience,
        Duration lastAgentPatience,
        int ownerShare,
        int mostWaiting,
        @Nullable Duration overflowAfter,
        boolean leaveWhenEmpty,
        CallBackRules callBack,
        @Nullable IvrCalendar hours) {

    public static final Duration MOST_WEIGHT = Duration.ofMinutes(30);

    /** How many of an agent's offers the share is measured over. */
    public static final int SHARE_OF = 20;

    /** No weight, a bonus of at most two minutes, no skills, own manager if free, no overflow. */
    public static final QueueRules DEFAULT = new QueueRules(
            Duration.ZERO,
            Duration.ofMinutes(2),
            List.of(),
            Duration.ZERO,
            Duration.ZERO,
            50,
            0,
            null,
            false,
            CallBackRules.DEFAULT,
            null);

    public QueueRules {
        needs = needs.stream().sorted().toList();
        if (weight.isNegative() || weight.compareTo(MOST_WEIGHT) > 0) {
            throw new IllegalArgumentException("weight out of range 0..30 min: " + weight);
        }
        if (mostBonus.isNegative() || ownerPatience.isNegative() || lastAgentPatience.isNegative()) {
            throw new IllegalArgumentException("a bonus or a patience is negative");
        }
        if (ownerShare < 0 || ownerShare > 100) {
            throw new IllegalArgumentException("owner share out of range 0..100: " + ownerShare);
        }
        if (mostWaiting < 0) {
            throw new IllegalArgumentException("most waiting is negative: " + mostWaiting);
        }
        if (overflowAfter != null && (overflowAfter.isNegative() || overflowAfter.isZero())) {
            throw new IllegalArgumentException("overflow at once is no overflow: " + overflowAfter);
        }
    }

    /** These rules with other needs. */
    public QueueRules needing(List<SkillNeed> others) {
        return new QueueRules(
                weight,
                mostBonus,
                others,
                ownerPatience,
                lastAgentPatience,
                ownerShare,
                mostWaiting,
                overflowAfter,
                leaveWhenEmpty,
                callBack,
                hours);
    }
}
