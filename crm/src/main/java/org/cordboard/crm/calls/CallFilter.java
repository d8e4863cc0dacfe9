package org.cordboard.crm.calls;

import java.util.List;
import org.cordboard.cti.call.CallResult;
import org.jspecify.annotations.Nullable;

/**
 * Which calls are asked for. A part that is null asks for nothing.
 *
 * @param from the earliest arrival, milliseconds since 1970, itself included
 * @param to the end of the arrivals, itself not included
 * @param agents any of these agents
 * @param beforeArrival with {@code beforeCall} the last row of the page before; the page begins behind it
 * @param most rows of a page, 1..1000
 */
public record CallFilter(
        @Nullable Long from,
        @Nullable Long to,
        @Nullable CallResult result,
        @Nullable String queue,
        @Nullable String agent,
        @Nullable String customer,
        @Nullable Long beforeArrival,
        @Nullable String beforeCall,
        int most,
        @Nullable List<String> agents) {

    private static final int MOST = 1000;

    public CallFilter {
        if (most < 1 || most > MOST) {
            throw new IllegalArgumentException("most out of range 1..1000: " + most);
        }
        if ((beforeArrival == null) != (beforeCall == null)) {
            throw new IllegalArgumentException("the last row of a page has an arrival and a call");
        }
        agents = agents == null ? null : List.copyOf(agents);
    }

    /** The calls of all agents, and those that reached none. */
    public CallFilter(
            @Nullable Long from,
            @Nullable Long to,
            @Nullable CallResult result,
            @Nullable String queue,
            @Nullable String agent,
            @Nullable String customer,
            @Nullable Long beforeArrival,
            @Nullable String beforeCall,
            int most) {
        this(from, to, result, queue, agent, customer, beforeArrival, beforeCall, most, null);
    }
}
