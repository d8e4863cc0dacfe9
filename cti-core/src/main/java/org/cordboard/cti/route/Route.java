package org.cordboard.cti.route;

import java.util.List;
import org.cordboard.cti.port.CallerId;
import org.cordboard.cti.port.TrunkId;

/**
 * How numbers that begin in a certain way are dialled.
 *
 * @param id a name for people
 * @param prefixes what the numbers begin with; empty for every number
 * @param trunks the trunks they may go over, the best one first
 * @param strip how many characters of the dialled number are left out at its beginning
 * @param prepend what is put before the rest
 * @param shown the calling number that is shown; empty for the hotline's, or for what the trunk shows by itself
 */
public record Route(String id, List<String> prefixes, List<TrunkId> trunks, int strip, String prepend, String shown) {

    public Route {
        prefixes = List.copyOf(prefixes);
        trunks = List.copyOf(trunks);
        if (trunks.isEmpty()) {
            throw new IllegalArgumentException("route '" + id + "' has no trunk");
        }
        if (strip < 0) {
            throw new IllegalArgumentException("route '" + id + "' leaves out " + strip + " digits");
        }
    }

    /** How much of a number its longest prefix takes in; -1 when none fits. */
    int fits(String number) {
        int longest = prefixes.isEmpty() ? 0 : -1;
        for (String prefix : prefixes) {
            if (number.startsWith(prefix)) {
                longest = Math.max(longest, prefix.length());
            }
        }
        return longest;
    }

    /** What is dialled on the trunk for a number. */
    public String sent(String number) {
        return prepend + number.substring(Math.min(strip, number.length()));
    }

    /** @param hotline shown where the route names nothing */
    public CallerId shown(String hotline) {
        return new CallerId(shown.isEmpty() ? hotline : shown, "");
    }
}
