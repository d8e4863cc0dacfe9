package org.cordboard.crm.reports;

import java.util.Map;
import org.cordboard.cti.acd.QueueExit;

/**
 * What an agent, or several, did in an interval.
 *
 * @param contacts those they answered, in the interval of the arrival
 */
public record StaffFigures(AgentTime time, ContactFigures contacts) {

    /** Nothing. */
    public static final StaffFigures NONE = new StaffFigures(AgentTime.NONE, ContactFigures.NONE);

    static StaffFigures spent(AgentTime time) {
        return new StaffFigures(time, ContactFigures.NONE);
    }

    public StaffFigures plus(StaffFigures other) {
        return new StaffFigures(time.plus(other.time), contacts.plus(other.contacts));
    }

    static ContactFigures answered(
            long answered, long inTime, long wait, long longest, long handled, long talkMillis, long wrapUpMillis) {
        return new ContactFigures(
                answered,
                Map.of(QueueExit.ANSWERED, answered),
                0,
                inTime,
                0,
                0,
                wait,
                longest,
                handled,
                talkMillis,
                wrapUpMillis);
    }
}
