package org.cordboard.crm.calls;

import java.util.List;
import org.cordboard.cti.acd.Explanation;
import org.cordboard.cti.acd.OfferId;
import org.cordboard.cti.acd.QueueEvent;
import org.cordboard.cti.acd.QueueId;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.agent.StationId;
import org.cordboard.cti.call.CallId;

/**
 * One offer of a call to an agent in the books, and why it was made.
 *
 * @param madeAt wall-clock milliseconds since 1970
 * @param waitedMillis how long the caller had waited
 * @param outcome {@code RINGING}, {@code ACCEPTED}, or how it ended without a conversation
 * @param explanation its key is wall-clock milliseconds since 1970, too
 */
public record OfferRow(
        OfferId offer,
        CallId call,
        QueueId queue,
        AgentId agent,
        StationId station,
        long madeAt,
        long waitedMillis,
        String outcome,
        Explanation explanation) {

    static final String RINGING = "RINGING";
    static final String ACCEPTED = "ACCEPTED";

    /**
     * The row of an offer that was just made.
     *
     * @param at engine time
     * @param wallOffset what to add to engine time to get the wall clock's
     */
    public static OfferRow of(QueueEvent.OfferMade made, long at, long wallOffset) {
        Explanation why = made.explanation();
        List<Explanation.Candidate> candidates = why.candidates();
        return new OfferRow(
                made.offer(),
                made.call(),
                made.queue(),
                made.agent(),
                made.station(),
                at + wallOffset,
                made.waitedMillis(),
                RINGING,
                new Explanation(
                        why.key() + wallOffset, why.waiting(), why.ready(), candidates, why.rule(), why.overtaking()));
    }
}
