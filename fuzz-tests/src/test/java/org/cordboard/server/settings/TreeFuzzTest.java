package org.cordboard.server.settings;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.cordboard.fuzz.Bounded;

/** Whatever stands in the file of a hotline's tree, it is read, or each of its faults is named with its place. */
class TreeFuzzTest {

    @FuzzTest
    void readsATreeOrNamesItsFaults(byte[] text) throws Exception {
        Bounded.run(() -> DemoFiles.assertReadOrRefusedWithPlaces("hotline-general.yaml", text));
    }
}
