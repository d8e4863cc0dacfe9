package org.cordboard.server.settings;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cordboard.server.login.PasswordHash;

/** The demonstration's files, one of which reads as something else. */
final class DemoFiles {

    private static final SettingsFiles FILES = SettingsFiles.onClassPath("/org/cordboard/server/demo");
    private static final SettingsReader READER =
            new SettingsReader(Map.of("CORDBOARD_PBX_SECRET", "demo")).withPasswordHashes(hashes());

    /** Faults that concern a file as a whole; all others have a place in it. */
    private static final Set<String> OF_A_FILE = Set.of(
            "there is no such file", "the file cannot be read", "the file is larger than 1 MiB", "the file is empty");

    private DemoFiles() {}

    private static Map<String, String> hashes() {
        String hash = PasswordHash.ofThrowAway("a-password".toCharArray());
        Map<String, String> hashes = new LinkedHashMap<>();
        for (int agent = 1001; agent <= 1013; agent++) {
            hashes.put("a" + agent, hash);
        }
        hashes.put("you", hash);
        hashes.put("boss", hash);
        return hashes;
    }

    /** Settings, or faults of which each says where it is, what is wrong and what would be right. */
    static void assertReadOrRefusedWithPlaces(String file, byte[] text) {
        try {
            assertThat(READER.read(new SettingsFiles.Replaced(FILES, file, text), "demo.yaml"))
                    .isNotNull();
        } catch (SettingsException e) {
            int lines = (int) new String(text, UTF_8)
                            .chars()
                            .filter(c -> c == '\n' || c == '\r')
                            .count()
                    + 2;
            assertThat(e.faults()).isNotEmpty();
            assertFaults(e.faults(), file, lines);
        }
    }

    private static void assertFaults(List<Fault> faults, String replaced, int lines) {
        for (Fault fault : faults) {
            assertThat(fault.file()).as("%s", fault).isNotBlank();
            assertThat(fault.problem()).as("%s", fault).isNotBlank();
            assertThat(fault.advice()).as("%s", fault).isNotBlank();
            if (!OF_A_FILE.contains(fault.problem())) {
                assertThat(fault.line()).as("%s", fault).isPositive();
                assertThat(fault.column()).as("%s", fault).isPositive();
            }
            if (fault.file().equals(replaced)) {
                assertThat(fault.line()).as("%s", fault).isLessThanOrEqualTo(lines);
            }
        }
    }
}
