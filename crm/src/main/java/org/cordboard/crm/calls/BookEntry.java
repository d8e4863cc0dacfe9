package org.cordboard.crm.calls;

import java.util.ArrayList;
import java.util.List;
import org.cordboard.cti.acd.OfferEnd;
import org.cordboard.cti.acd.OfferId;
import org.cordboard.cti.acd.QueueEvent;
import org.cordboard.cti.agent.AgentEvent;
import org.cordboard.cti.call.CallEvent;
import org.cordboard.cti.call.CallRecord;
import org.cordboard.cti.callback.CallBackEvent;
import org.cordboard.cti.customer.CustomerEvent;
import org.cordboard.cti.dialout.DialOutEvent;
import org.cordboard.cti.engine.Event;
import org.cordboard.cti.journal.JournalEntry;

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

    /**
     * A fact that contacts of queues or time lines of agents are made of.
     *
     * @param at engine time
     * @param wallOffset what to add to engine time to get the wall clock's
     */
    record Happened(Event event, long at, long wallOffset) implements BookEntry {

        long wall() {
            return at + wallOffset;
        }
    }

    /**
     * What an entry of the journal brings into the books.
     *
     * @param wallOffset what to add to engine time to get the wall clock's, after this entry
     */
    static List<BookEntry> of(JournalEntry entry, long wallOffset) {
        List<BookEntry> found = new ArrayList<>();
        for (Event event : entry.events()) {
            switch (event) {
                case CallEvent.CallClosed e -> found.add(new Closed(e.record()));
                case QueueEvent.OfferMade e -> found.add(new Offered(OfferRow.of(e, entry.at(), wallOffset)));
                case QueueEvent.OfferAccepted e -> found.add(new Accepted(e.offer()));
                case QueueEvent.OfferEnded e -> found.add(new Ended(e.offer(), e.end()));
                default -> {}
            }
            if (counts(event)) {
                found.add(new Happened(event, entry.at(), wallOffset));
            }
        }
        return found;
    }

    private static boolean counts(Event event) {
        return event instanceof CallEvent
                || event instanceof QueueEvent
                || event instanceof AgentEvent
                || event instanceof CallBackEvent.CallBackBegun
                || event instanceof DialOutEvent
                || event instanceof CustomerEvent.CustomerIdentified;
    }
}
