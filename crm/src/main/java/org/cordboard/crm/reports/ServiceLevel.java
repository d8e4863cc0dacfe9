package org.cordboard.crm.reports;

import java.util.OptionalDouble;
import org.cordboard.crm.calls.ServiceTarget;

/** The formulas in use for the service level, a share from 0 to 1. "In time" is within the queue's {@link ServiceTarget}. */
public enum ServiceLevel {
    /** Answered in time / offered. The strictest: every caller who was not answered in time counts against it. */
    OF_OFFERED,
    /** Answered in time / (offered − short abandons). */
    WITHOUT_SHORT_ABANDONS,
    /** (Answered in time + abandoned in time) / offered: who left in time was not failed. */
    WITH_ABANDONED_IN_TIME;

    /** Empty when there is nobody to have served. */
    public OptionalDouble of(ContactFigures figures) {
        return switch (this) {
            case OF_OFFERED -> share(figures.answeredInTime(), figures.offered());
            case WITHOUT_SHORT_ABANDONS ->
                share(figures.answeredInTime(), figures.offered() - figures.shortAbandoned());
            case WITH_ABANDONED_IN_TIME ->
                share(figures.answeredInTime() + figures.abandonedInTime(), figures.offered());
        };
    }

    static OptionalDouble share(long part, long whole) {
        return whole <= 0 ? OptionalDouble.empty() : OptionalDouble.of((double) part / whole);
    }
}
