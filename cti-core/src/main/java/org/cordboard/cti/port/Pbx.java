package org.cordboard.cti.port;

/**
 * A PBX as the engine sees it: requests go in, {@link PbxEvent}s come back through whatever the implementation was given to
 * report to. Implementations never block and never throw for a state of the PBX: that is what
 * {@link RequestOutcome.Failed} says.
 */
public interface Pbx {

    PbxId id();

    void request(PbxRequest request);
}
