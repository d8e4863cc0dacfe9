package org.cordboard.server;

import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cordboard.server.login.PasswordHash;
import org.cordboard.server.settings.Settings;
import org.cordboard.server.settings.SettingsFiles;
import org.cordboard.server.settings.SettingsReader;
import org.cordboard.sim.ami.AmiAccount;
import org.cordboard.sim.people.CallMix;
import org.cordboard.sim.people.CustomerBehaviour;
import org.cordboard.sim.people.Sample;
import org.cordboard.sim.standalone.StandaloneOptions;
import org.cordboard.sim.standalone.StandalonePbx;

/** Whole servers with the settings of the demonstration, and a PBX with one telephone for them. */
final class DemoServers {

    static final String SECRET = "the-manager-secret";
    static final String PASSWORD = "the-password-of-all";
    static final String NUMBER = "13912345678";
    static final String HASH = PasswordHash.of(PASSWORD.toCharArray());

    private DemoServers() {}

    /** Agents a1001 to a1013, "you" and the supervisor "boss" have {@link #PASSWORD}. */
    static Settings settings(Path directory, int amiPort, String secret) {
        Map<String, String> hashes = new LinkedHashMap<>();
        for (int agent = 1001; agent <= 1013; agent++) {
            hashes.put("a" + agent, HASH);
        }
        hashes.put("you", HASH);
        hashes.put("boss", HASH);
        Settings read = new SettingsReader(Map.of("CORDBOARD_PBX_SECRET", secret))
                .withPasswordHashes(hashes)
                .read(SettingsFiles.onClassPath("/org/cordboard/server/demo"), "demo.yaml");
        Settings.PbxSettings pbx = read.pbxs().getFirst();
        return read.withDataDirectory(directory.resolve("data"))
                .withListen(new Settings.Listen("127.0.0.1", 0))
                .withPbxs(List.of(new Settings.PbxSettings(
                        pbx.id(), pbx.type(), "127.0.0.1", amiPort, pbx.user(), pbx.secret())));
    }

    /** A PBX with one telephone; a customer and a caller without a number call in turn, one at a time. */
    static StandalonePbx pbx() {
        return StandalonePbx.start(StandaloneOptions.small(0, AmiAccount.cordboard("cordboard", SECRET), 0, 1)
                .withPhones(List.of(new StandaloneOptions.Phone("1001", new Sample.Fixed(100), 0, 0)))
                .withCalls(new CallMix(
                        "carrier",
                        "4008001000",
                        600,
                        1,
                        List.of(new CallMix.Customer(NUMBER, "Wei"), new CallMix.Customer("", "")),
                        0,
                        List.of(CustomerBehaviour.patient(300)))));
    }

    static URI uri(CordboardServer server, String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }
}
