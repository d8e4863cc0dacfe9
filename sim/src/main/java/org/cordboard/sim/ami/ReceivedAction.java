package org.cordboard.sim.ami;

import java.util.List;

/**
 * An action that a client sent.
 *
 * @param at milliseconds since the Unix epoch
 * @param session number of the connection, from 1
 */
public record ReceivedAction(long at, int session, AmiAction action) {

    /** In lower case. */
    public String name() {
        return action.name();
    }

    /** Its headers, secrets blotted out. */
    public List<String> lines() {
        return action.lines();
    }

    /** The name only: headers carry numbers. */
    @Override
    public String toString() {
        return at + " session " + session + " " + name();
    }
}
