package org.cordboard.server.settings;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.cordboard.fuzz.Bounded;

/** Whatever stands in a settings file, it is read, or each of its faults is named with its place. */
class SettingsFuzzTest {

    @FuzzTest
    void readsSettingsOrNamesTheirFaults(byte[] text) throws Exception {
        Bounded.run(() -> DemoFiles.assertReadOrRefusedWithPlaces("demo.yaml", text));
    }
}
