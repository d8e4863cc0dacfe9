package org.cordboard.server.settings;

import java.util.LinkedHashMap;
import java.util.Map;

/** The demo's settings, with one password hash for everybody. */
final class DemoSettings {

    private DemoSettings() {}

    static Settings read() {
        Map<String, String> hashes = new LinkedHashMap<>();
        for (int agent = 1001; agent <= 1013; agent++) {
            hashes.put("a" + agent, SettingsFolder.HASH);
        }
        hashes.put("you", SettingsFolder.HASH);
        return new SettingsReader(Map.of("CORDBOARD_PBX_SECRET", "demo"))
                .withPasswordHashes(hashes)
                .read(SettingsFiles.onClassPath("/org/cordboard/server/demo"), "demo.yaml");
    }
}
