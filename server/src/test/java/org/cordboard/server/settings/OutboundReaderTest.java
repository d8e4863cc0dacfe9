package org.cordboard.server.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.port.PbxId;
import org.cordboard.cti.port.TrunkId;
import org.cordboard.cti.route.Outbound;
import org.cordboard.cti.route.Route;
import org.cordboard.cti.route.Trunk;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutboundReaderTest {

    private static final String TRUNKS = "  - {id: carrier, pbx: pbx, capacity: 30}\n  - {id: spare, pbx: pbx}\n";

    @TempDir
    Path folder;

    private SettingsFolder site;

    @BeforeEach
    void writeSample() {
        site = new SettingsFolder(folder);
    }

    /** The sample with other trunks, and this behind them. */
    private SettingsFolder with(String routes) {
        return site.replaceInSite("  - {id: carrier, pbx: pbx}", TRUNKS + routes);
    }

    @Test
    void dialsNobodyWithoutRoutes() {
        Outbound outbound = site.read().outbound();
        assertThat(outbound.routes()).isEmpty();
        assertThat(outbound.trunks()).containsExactly(new Trunk(new TrunkId("carrier"), new PbxId("pbx"), 0));
    }

    @Test
    void readsRoutesAndWhatIsForbidden() {
        String routes = """
                routes:
                  - {id: mobile, prefixes: [13, 15], trunks: [carrier, spare], prepend: 0, callerId: 4008001000}
                  - {id: rest, trunks: [spare], strip: 1}
                outbound: {forbidden: [0900], emergency: [110], ring: 30s, wrapUpLimit: 1m}
                """;
        site.write(
                "site.yaml",
                SettingsFolder.SITE
                        .replace("  - {id: carrier, pbx: pbx}", TRUNKS + routes)
                        .replace("    queues: [vip]", "    queues: [vip]\n    forbidden: [00]"));
        Outbound outbound = site.read().toSiteConfig().outbound();
        TrunkId carrier = new TrunkId("carrier");
        TrunkId spare = new TrunkId("spare");
        assertThat(outbound.trunks())
                .containsExactly(new Trunk(carrier, new PbxId("pbx"), 30), new Trunk(spare, new PbxId("pbx"), 0));
        assertThat(outbound.routes())
                .containsExactly(
                        new Route("mobile", List.of("13", "15"), List.of(carrier, spare), 0, "0", "4008001000"),
                        new Route("rest", List.of(), List.of(spare), 1, "", ""));
        assertThat(outbound.forbidden())
                .containsExactly(
                        new Outbound.Forbidden("0900", null), new Outbound.Forbidden("00", new AgentId("ann")));
        assertThat(outbound.emergency()).containsExactly("110");
        assertThat(outbound.ring()).isEqualTo(Duration.ofSeconds(30));
        assertThat(outbound.wrapUpLimit()).isEqualTo(Duration.ofMinutes(1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{id: a, trunks: [carier]} | did you mean 'carrier'?",
                "{id: a, trunks: []} | routes[0].trunks: 0 entries are too few",
                "{id: a, trunks: [spare, spare]} | trunk 'spare' stands twice here",
                "{id: a, prefixes: [1x], trunks: [spare]} | routes[0].prefixes[0]: '1x' is not a valid prefix",
                "{id: a, trunks: [spare], strip: 21} | routes[0].strip: 21 is out of range",
                "{id: a, trunks: [spare], callerid: 1} | did you mean 'callerId'?",
                "{id: a, prefixes: [1], trunks: [spare]}, {id: b, prefixes: [1], trunks: [carrier]} | prefix 1 stands already on line",
                "{id: a, trunks: [spare]}, {id: b, trunks: [carrier]} | a route for every number stands already on line",
                "{id: a, trunks: [spare]}, {id: a, prefixes: [1], trunks: [carrier]} | route 'a' is defined twice"
            })
    void namesTheFaultWithItsPlace(String routes, String fault) {
        with("routes: [" + routes + "]\n");
        assertThatThrownBy(site::read).hasMessageContaining("site.yaml:").hasMessageContaining(fault);
    }
}
