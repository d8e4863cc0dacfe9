package org.cordboard.server.desktop;

import org.cordboard.protocol.AgentStatus;
import org.cordboard.protocol.CallStatus;
import org.cordboard.protocol.Offer;
import org.cordboard.protocol.OutgoingCall;
import org.jspecify.annotations.Nullable;

/** What one agent's screen would show now. */
final class Seat {

    AgentStatus status;

    @Nullable
    Offer offer;

    @Nullable
    CallStatus call;

    /** Whom the agent has dialled. */
    @Nullable
    OutgoingCall outgoing;

    @Nullable
    String session;

    /** Who has just set the state; of that speaks the event that follows at once. */
    @Nullable
    String forcedBy;

    Seat(AgentStatus status) {
        this.status = status;
    }
}
