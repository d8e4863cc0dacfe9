package org.cordboard.server.desktop;

import org.cordboard.protocol.CloseCode;
import org.cordboard.protocol.ServerMessage;

/** A desktop's way to hear from us. Neither method blocks. */
public interface DesktopConnection {

    /** Sends a message, unless too much is waiting to be read: then the connection is closed as too slow. */
    void send(ServerMessage message);

    void close(CloseCode code, String reason);
}
