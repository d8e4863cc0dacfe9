package org.cordboard.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cordboard.server.settings.Settings;
import org.cordboard.server.settings.SettingsReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsWatchTest {

    private static final String SITE = """
            site: {id: north}
            pbxs: [{id: pbx, user: cordboard, secret: not-so-secret}]
            stations: [{id: 0101, pbx: pbx}]
            hotlines: [{number: 4008001000, name: VIP line, tree: vip.yaml}]
            """;

    @TempDir
    Path folder;

    private final List<Settings> taken = new ArrayList<>();

    @Test
    void takesAChangedTreeAndLeavesAFaultyOne() throws IOException {
        Path site = Files.writeString(folder.resolve("site.yaml"), SITE);
        tree("entry: end\nnodes: {end: {type: hangUp}}\n");
        try (SettingsWatch watch = SettingsWatch.watching(site, new SettingsReader(Map.of()), taken::add)) {
            watch.check();
            assertThat(taken).isEmpty();
            tree("entry: begin\nnodes: {begin: {type: hangUp, cause: 17}}\n");
            watch.check();
            assertThat(taken).hasSize(1);
            assertThat(taken.getFirst().trees().getFirst().entry()).isEqualTo("begin");
            tree("entry: nowhere\nnodes: {begin: {type: hangUp, cause: 17}}\n");
            watch.check();
            assertThat(taken).hasSize(1);
        }
    }

    private void tree(String text) throws IOException {
        Files.writeString(folder.resolve("vip.yaml"), text);
    }
}
