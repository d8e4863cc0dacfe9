package org.cordboard.sim.ami;

import java.util.List;

/**
 * An action that a client sent.
 *
 * @param at milliseconds since the Unix epoch
 * @param session number of the connection, from 1
 * @param name in lower case
 * @param lines its headers, secrets blotted out
 */
public record ReceivedAction(long at, int session, String name, List<String> lines) {

    public ReceivedAction {
        lines = List.copyOf(lines);
    }

    /** The name only: headers carry numbers. */
    @Override
    public String toString() {
        return at + " session " + session + " " + name;
    }
}
