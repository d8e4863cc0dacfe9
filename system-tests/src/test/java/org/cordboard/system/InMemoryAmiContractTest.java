package org.cordboard.system;

/** The journeys on the Asterisk adapter and the simulated PBX's AMI, joined in memory, in virtual time. */
class InMemoryAmiContractTest extends PbxContract {

    @Override
    World open() {
        return new VirtualWorld(AmiInMemoryLink::new);
    }
}
