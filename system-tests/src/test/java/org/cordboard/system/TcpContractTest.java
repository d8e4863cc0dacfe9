package org.cordboard.system;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The journeys on the simulated PBX in real time, over TCP, with desktops over WebSocket. */
class TcpContractTest extends PbxContract {

    @TempDir
    private Path folder;

    @Override
    World open() {
        return new ServedWorld(folder, new SimulatedPbx());
    }
}
