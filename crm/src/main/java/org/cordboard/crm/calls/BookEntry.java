package org.cordboard.crm.calls;

import org.cordboard.cti.acd.OfferEnd;
import org.cordboard.cti.acd.OfferId;
import org.cordboard.cti.call.CallRecord;

/** Something that goes into the books of calls, in the order of the journal. */
public sealed interface BookEntry {

    /** A call is over. */
    record Closed(CallRecord record) implements BookEntry {}

    /** A call is offered to an agent. */
    record Offered(OfferRow row) implements BookEntry {}

    /** The agent's phone was answered. */
    record Accepted(OfferId offer) implements BookEntry {}

    /** The offer came to nothing. */
    record Ended(OfferId offer, OfferEnd end) implements BookEntry {}
}
