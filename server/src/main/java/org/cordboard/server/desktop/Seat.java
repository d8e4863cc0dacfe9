package org.cordboard.server.desktop;

import org.cordboard.protocol.AgentStatus;
import org.cordboard.protocol.CallStatus;
import org.cordboard.protocol.Offer;
import org.jspecify.annotations.Nullable;

/** What one agent's screen would show now. */
final class Seat {

    AgentStatus status;

    @Nullable
    Offer offer;

    @Nullable
    CallStatus call;

    @Nullable
    String session;

    Seat(AgentStatus status) {
        this.status = status;
    }
}
