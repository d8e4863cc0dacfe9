package org.cordboard.system;

import java.io.IOException;
import java.nio.file.Path;
import org.cordboard.system.asterisk.RealAsterisk;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The journeys on a real Asterisk, with callers and telephones of SIPp. One Asterisk sees all of them, one after the other. */
class RealAsteriskContractTest extends PbxContract {

    @TempDir
    private static Path asteriskFolder;

    private static RealAsterisk asterisk;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() throws IOException {
        RealAsterisk.assumeAvailable();
        asterisk = RealAsterisk.start(asteriskFolder);
    }

    @AfterAll
    static void stop() {
        if (asterisk != null) {
            asterisk.close();
        }
    }

    @Override
    World open() {
        return new ServedWorld(folder, new AsteriskUnderTest(asterisk));
    }
}
