package org.cordboard.system;

import org.cordboard.cti.port.Pbx;

/** What stands between engine and simulated PBX in virtual time. */
interface VirtualLink {

    Pbx port();

    void connect();

    void disconnect(String reason);

    /** Unix seconds of the last heartbeat that the PBX saw. */
    long lastBeat();

    /** What passed, for the report of a failure. */
    String evidence();
}
