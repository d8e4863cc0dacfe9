package org.cordboard.sim.ami;

/** What carries text to one client. */
public interface AmiWire {

    /** Sends text; what does not arrive any more is lost. */
    void send(String text);

    void close();
}
