package org.cordboard.protocol.client;

import org.cordboard.protocol.Event;
import org.cordboard.protocol.ServerMessage.ProtocolError;
import org.cordboard.protocol.ServerMessage.SessionOpened;
import org.cordboard.protocol.ServerMessage.Snapshot;

/**
 * Is told what a client hears, one thing at a time and in order. While a method runs nothing more is read from the server, so
 * it must be quick, and it must never wait for an answer.
 */
public interface AgentListener {

    /** The session is open, for the first time or again. */
    default void opened(SessionOpened session) {}

    /** What was missed is not told event by event; this is how things stand. */
    default void snapshot(Snapshot snapshot) {}

    /** Each event exactly once and without gaps. */
    default void event(Event event) {}

    /** The server found fault with something other than a command. */
    default void error(ProtocolError error) {}

    /** The connection is lost, and another attempt follows. */
    default void interrupted(AgentClientException reason) {}

    /** The client has ended and will not come back; after {@link AgentClient#close} the kind is CLOSED. */
    default void ended(AgentClientException reason) {}
}
