package org.cordboard.system;

/** The journeys on the simulated PBX itself, in virtual time. */
class VirtualTimeContractTest extends PbxContract {

    @Override
    World open() {
        return new VirtualWorld(SimPbxLink::new);
    }
}
