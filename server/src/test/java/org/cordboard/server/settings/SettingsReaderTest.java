package org.cordboard.server.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cordboard.crm.organisation.Role;
import org.cordboard.crm.store.Postgres;
import org.cordboard.cti.acd.QueueId;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.agent.StationId;
import org.cordboard.cti.customer.Tier;
import org.cordboard.cti.engine.RecordingRules;
import org.cordboard.cti.engine.SiteConfig;
import org.cordboard.cti.port.PbxId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsReaderTest {

    @TempDir
    Path folder;

    private SettingsFolder site;

    @BeforeEach
    void writeSample() {
        site = new SettingsFolder(folder);
    }

    @Test
    void readsWhatIsWrittenAndFillsInDefaults() {
        Settings settings = site.read();

        assertThat(settings.site().value()).isEqualTo("north");
        assertThat(settings.region()).isEqualTo("CN");
        assertThat(settings.listen()).isEqualTo(new Settings.Listen("127.0.0.1", 8088));
        assertThat(settings.dataDirectory()).isEqualTo(Path.of("./data"));
        assertThat(settings.pbxs())
                .containsExactly(new Settings.PbxSettings(
                        new PbxId("pbx"),
                        Settings.PbxSettings.Type.ASTERISK,
                        "127.0.0.1",
                        5038,
                        "cordboard",
                        new Secret("s3cret")));
        assertThat(settings.users())
                .containsExactly(new Settings.User(
                        new AgentId("ann"), "Ann", SettingsFolder.HASH, Role.AGENT, List.of(new QueueId("vip"))));
        assertThat(settings.limits()).isEqualTo(SiteConfig.Limits.DEFAULT);
        assertThat(settings.customers()).isNull();
        assertThat(settings.journalKept()).isEqualTo(Duration.ofDays(90));
    }

    @ParameterizedTest
    @CsvSource({"1d, 1", "3650d, 3650", "forever, 106751991167"})
    void readsHowLongTheJournalIsKept(String written, long days) {
        site.replaceInSite("trunks:", "journal: {keep: " + written + "}\ntrunks:");
        assertThat(site.read().journalKept().toDays()).isEqualTo(days);
    }

    @ParameterizedTest
    @CsvSource({
        "0d, is not a number of days",
        "3651d, out of range",
        "24h, is not a number of days",
        "ever, is not a number of days"
    })
    void refusesAnotherTimeForTheJournal(String written, String fault) {
        site.replaceInSite("trunks:", "journal: {keep: " + written + "}\ntrunks:");
        assertThatThrownBy(site::read).hasMessageContaining("journal.keep").hasMessageContaining(fault);
    }

    @Test
    void makesTheEnginesConfiguration() {
        SiteConfig config = site.read().toSiteConfig();

        assertThat(config.hotlines()).containsExactly(new SiteConfig.Hotline("4008001000", "VIP line", "vip"));
        assertThat(config.queues())
                .containsExactly(new SiteConfig.QueueConfig(
                        new QueueId("vip"),
                        "VIP",
                        Map.of(Tier.DIAMOND, Duration.ofSeconds(120), Tier.GOLD, Duration.ofMinutes(1)),
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(10),
                        "default"));
        assertThat(config.agents())
                .containsExactly(new SiteConfig.AgentConfig(new AgentId("ann"), "Ann", List.of(new QueueId("vip"))));
    }

    @Test
    void saysWhichCallsAreRecordedAndWhichNever() {
        assertThat(site.read().toSiteConfig().recording()).isEqualTo(RecordingRules.USUAL);
        site.replaceInSite("name: VIP\n", "name: VIP\n    record: 20\n");
        assertThat(site.read().toSiteConfig().recording().shares()).containsExactly(Map.entry(new QueueId("vip"), 20));
        site.replaceInSite("name: VIP line", "name: VIP line, recording: forbidden");
        assertThat(site.read().toSiteConfig().recording().forbidden()).containsExactly("4008001000");
    }

    @Test
    void keepsLeadingZerosOfUnquotedNames() {
        assertThat(site.read().stations())
                .containsExactly(new SiteConfig.StationConfig(new StationId("0101"), new PbxId("pbx")));
    }

    @Test
    void reportsAllFaultsOfAllFilesTogetherInOrder() {
        site.replaceInSite("name: VIP\n", "ringTimeout: 200s\n    wrapUpLimit: half an hour\n    musik: jazz\n");
        site.replaceInTree("unknown: sorry", "unknown: sory");

        assertThat(site.faults())
                .containsExactly(
                        "site.yaml:12:5 queues[0].name: the key 'name' is missing",
                        "site.yaml:13:18 queues[0].ringTimeout: 200s is out of range",
                        "site.yaml:14:18 queues[0].wrapUpLimit: 'half an hour' is not a duration",
                        "site.yaml:15:5 queues[0].musik: unknown key 'musik'",
                        "vip.yaml:3:47 nodes.who.unknown: no node 'sory' is defined");
    }

    @Test
    void printsFaultsLikeACompiler() {
        site.replaceInSite("name: VIP\n", "name: VIP\n    ringTimeout: 200s\n");

        assertThatThrownBy(site::read)
                .hasMessage(site.file() + ":14:18: queues[0].ringTimeout: 200s is out of range\n"
                        + "    use 1s–2m\n1 fault in the settings");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    id: north                 | id: North!                | site.yaml:2:7 site.id: 'North!' is not a valid id
                    trunks:                   | trunk:                    | site.yaml:7:1 trunk: unknown key 'trunk'
                    user: cordboard           | user: [a, b]              | site.yaml:5:11 pbxs[0].user: expected one value, found a list
                    user: cordboard           | user:                     | site.yaml:5:10 pbxs[0].user: the value is missing
                    user: cordboard           | user: me, port: 0         | site.yaml:5:19 : not YAML: mapping values are not allowed here
                    secret: ${AMI_SECRET}     | secret: ${NOT_SET}        | site.yaml:6:13 pbxs[0].secret: the environment variable NOT_SET is not set
                    secret: ${AMI_SECRET}     | secret: a${B}c            | site.yaml:6:13 pbxs[0].secret: a reference to the environment must stand alone
                    secret: ${AMI_SECRET}     | secretFile: nowhere.txt   | site.yaml:6:17 pbxs[0].secretFile: the secret's file
                    secret: ${AMI_SECRET}     | port: 5038                | site.yaml:4:5 pbxs[0]: neither secret nor secretFile is given
                    id: carrier, pbx: pbx     | id: carrier, pbx: pbx2    | site.yaml:8:24 trunks[0].pbx: no PBX 'pbx2' is defined
                    {id: 0101, pbx: pbx}      | 0101                      | site.yaml:10:5 stations[0]: expected keys with values, found a single value
                    diamond: 120s             | platinum: 120s            | site.yaml:14:18 queues[0].headStarts.platinum: 'platinum' is not known here
                    diamond: 120s             | diamond: 120              | site.yaml:14:27 queues[0].headStarts.diamond: '120' is not a duration
                    diamond: 120s             | diamond: 2h               | site.yaml:14:27 queues[0].headStarts.diamond: 2h is out of range
                    tree: vip.yaml            | tree: ../vip.yaml         | site.yaml:16:48 hotlines[0].tree: '../vip.yaml' is not a valid tree file
                    tree: vip.yaml            | tree: vap.yaml            | vap.yaml:0:0 : there is no such file
                    queues: [vip]             | queues: [vpi]             | site.yaml:21:14 users[0].queues[0]: no queue 'vpi' is defined
                    queues: [vip]             | queues: vip               | site.yaml:21:13 users[0].queues: expected a list, found a single value
                    queues: [vip]             | queues: [vip, vip]        | site.yaml:21:19 users[0].queues[1]: queue 'vip' stands twice here
                    queues: [vip]             | role: boss                | site.yaml:21:11 users[0].role: 'boss' is not known here
                    name: Ann                 | login: eve                | site.yaml:19:5 users[0].login: the key stands twice, first on line 18
                    """)
    void namesLineColumnKeyAndReason(String from, String to, String expected) {
        site.replaceInSite(from, to);

        assertThat(site.faults()).anySatisfy(fault -> assertThat(fault).startsWith(expected));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    trunks:           | trunk:              | did you mean 'trunks'?
                    queues: [vip]     | queues: [vpi]       | did you mean 'vip'?
                    diamond: 120s     | dimond: 120s        | did you mean 'diamond'? use one of: diamond, gold, silver, ordinary
                    diamond: 120s     | diamond: 2h         | use 0s–1h
                    """)
    void saysWhatWouldBeRight(String from, String to, String expected) {
        site.replaceInSite(from, to);

        assertThat(site.advice()).isEqualTo(expected);
    }

    @Test
    void refusesTwoHotlinesWithOneNumber() {
        site.replaceInSite("hotlines:\n", "hotlines:\n  - {number: 4008001000, name: Other line, tree: vip.yaml}\n");

        assertThat(site.faults())
                .containsExactly(
                        "site.yaml:17:14 hotlines[1].number: hotline '4008001000' is defined twice, first on line 16");
    }

    @Test
    void refusesARegionWithoutNumberingPlan() {
        site.replaceInSite("id: north\n", "id: north\n  region: XX\n");

        assertThat(site.faults())
                .containsExactly("site.yaml:3:11 site.region: no numbering plan is known for region XX");
    }

    @Test
    void letsHotlinesShareATree() {
        site.replaceInSite("hotlines:\n", "hotlines:\n  - {number: 4008002000, name: Other line, tree: vip.yaml}\n");

        Settings settings = site.read();

        assertThat(settings.hotlines()).extracting(SiteConfig.Hotline::tree).containsExactly("vip", "vip");
        assertThat(settings.trees()).hasSize(1);
    }

    @Test
    void knowsADatabaseOfPostgresqlByFewWords() {
        assertThat(site.read().database()).isNull();
        site.replaceInSite("trunks:", "database: {secret: '${AMI_SECRET}'}\ntrunks:");

        assertThat(site.read().database())
                .isEqualTo(new Postgres("127.0.0.1", 5432, "cordboard", "cordboard", "s3cret", false));
        assertThat(site.read().toString()).doesNotContain("s3cret");
    }

    @Test
    void takesEverythingOfADatabaseFromTheSettings() {
        site.write("db.secret", "from-file\n")
                .replaceInSite(
                        "trunks:",
                        "database: {host: db.example, port: 5433, name: cc, user: me, secretFile: db.secret, tls: true}\n"
                                + "trunks:");

        assertThat(site.read().database()).isEqualTo(new Postgres("db.example", 5433, "cc", "me", "from-file", true));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {}                          | 11 database: neither secret nor secretFile is given
                    {secret: '${NOT_SET}'}      | 20 database.secret: the environment variable NOT_SET is not set
                    {secret: s, secretFile: f}  | 35 database.secretFile: both secret and secretFile are given
                    {secret: s, port: 70000}    | 29 database.port: 70000 is out of range
                    {secret: s, host: a b}      | 29 database.host: 'a b' is not a valid host
                    {secret: s, name: x;y}      | 29 database.name: 'x;y' is not a valid name
                    {secret: s, tls: maybe}     | 28 database.tls: 'maybe' is not known here
                    {secret: s, url: jdbc}      | 23 database.url: unknown key 'url'
                    postgresql                  | 11 database: expected keys with values, found a single value
                    """)
    void namesEachFaultOfTheDatabase(String database, String expected) {
        site.replaceInSite("trunks:", "database: " + database + "\ntrunks:");

        assertThat(site.faults()).containsExactly("site.yaml:7:" + expected);
    }

    @Test
    void takesTheSecretFromTheFirstLineOfAFile() {
        site.write("ami.secret", "from-file\nsecond line\n")
                .replaceInSite("secret: ${AMI_SECRET}", "secretFile: ami.secret");

        assertThat(site.read().pbxs().getFirst().secret().value()).isEqualTo("from-file");
    }

    @Test
    void showsNoSecretsAndNoPasswordsInMessagesOrText() {
        site.replaceInSite("passwordHash: " + SettingsFolder.HASH, "passwordHash: hunter2");
        SettingsException refused = catchThrowableOfType(SettingsException.class, site::read);
        Settings settings = new SettingsFolder(folder).read();

        assertThat(refused).hasMessageContaining("users[0].passwordHash: this is not a valid password hash");
        assertThat(refused.getMessage()).doesNotContain("hunter2");
        assertThat(settings.toString()).doesNotContain("s3cret").doesNotContain("argon2");
    }

    @Test
    void takesPasswordHashesFromOutside() {
        String other = SettingsFolder.HASH.replace("c29t", "AAAA");
        site.replaceInSite("    passwordHash: " + SettingsFolder.HASH + "\n", "");
        assertThat(site.read().users().getFirst().passwordHash())
                .as("the database says who this is")
                .isNull();

        Settings settings = new SettingsReader(Map.of("AMI_SECRET", "s3cret"))
                .withPasswordHashes(Map.of("ann", other))
                .read(site.file());

        assertThat(settings.users().getFirst().passwordHash()).isEqualTo(other);
    }

    @Test
    void findsTheCustomersFileBesideTheSettings() {
        site.write("site.yaml", SettingsFolder.SITE + "customers: {file: people.csv}\n");
        assertThat(site.faults()).singleElement().asString().contains("customers.file: there is no readable file");

        site.write("people.csv", "id,name\n");
        assertThat(site.read().customers()).isEqualTo(folder.resolve("people.csv"));
    }

    @Test
    void refusesANameThatNoFileCanHave() {
        site.write("site.yaml", SettingsFolder.SITE + "customers: {file: \"\\uD800.csv\"}\n");
        assertThat(site.faults())
                .singleElement()
                .asString()
                .contains("customers.file: no file can have this name here");
    }

    @Test
    void refusesAliasesThatCouldUnfoldWithoutEnd() {
        site.write("site.yaml", "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n");

        assertThat(site.faults()).containsExactly("site.yaml:2:8 : aliases (*a) are not supported");
    }

    @Test
    void refusesFilesThatAreTooLarge() {
        site.write("site.yaml", "#".repeat(YamlDocument.LARGEST + 1));

        assertThat(site.faults()).containsExactly("site.yaml:0:0 : the file is larger than 1 MiB");
    }

    @Test
    void refusesNestingWithoutEnd() {
        String deepest = "site:\n  " + "[".repeat(19) + "]".repeat(19);
        site.write("site.yaml", deepest);
        assertThat(site.faults()).isNotEmpty().noneMatch(fault -> fault.contains("nested"));

        for (String end : List.of("", "]".repeat(500))) {
            site.write("site.yaml", "site:\n  " + "[".repeat(500) + end);
            assertThat(site.faults()).containsExactly("site.yaml:2:22 : nested deeper than 20");
        }
    }

    @Test
    void refusesLineEndsThatAreNoneToAnEditor() {
        site.write("site.yaml", "site: a\r\nregion: \"b\u2028c\"\nlisten: [\n");
        assertThat(site.faults()).containsExactly("site.yaml:2:11 : a line end that is none to an editor in the file");
    }

    @Test
    void countsLinesThatEndAsOnOldMachines() {
        site.write("site.yaml", "site: a\rregion: \u0001\r");
        assertThat(site.faults()).containsExactly("site.yaml:2:9 : control character 1 in the file");
    }

    @Test
    void namesTheLineWhereTheEncodingBreaks() throws IOException {
        Files.write(site.file(), "site:\n  id: caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(site.faults()).containsExactly("site.yaml:2:10 : the file is not UTF-8 from here on");
    }

    @Test
    void readsFilesWithAByteOrderMark() {
        site.write("site.yaml", "\uFEFF" + SettingsFolder.SITE);

        assertThat(site.read().site().value()).isEqualTo("north");
    }

    @ParameterizedTest
    @CsvSource({"'',the file is empty", "just words,expected keys with values at the top of the file"})
    void refusesFilesWithoutKeys(String text, String expected) {
        site.write("site.yaml", text);

        assertThat(site.faults()).containsExactly("site.yaml:1:1 : " + expected);
    }

    @Test
    void namesAMissingFileAndAFolder() {
        SettingsReader reader = new SettingsReader(Map.of());

        assertThatThrownBy(() -> reader.read(folder.resolve("none.yaml")))
                .hasMessageContaining("there is no such file");
        assertThatThrownBy(() -> reader.read(folder)).hasMessageContaining("the file cannot be read");
    }

    @Test
    void keepsTheFirstHundredFaultsAndCountsTheRest() {
        site.write("site.yaml", SettingsFolder.SITE + "wrong: 1\n".repeat(150));

        SettingsException refused = catchThrowableOfType(SettingsException.class, site::read);

        assertThat(refused.faults()).hasSize(100);
        assertThat(refused).hasMessageContaining("(50 more not shown)\n150 faults in the settings");
    }

    @Test
    void takesAPasswordHashFromTheEnvironment() {
        site.replaceInSite("passwordHash: " + SettingsFolder.HASH, "passwordHash: ${ANN_HASH}");

        assertThat(read(Map.of("ANN_HASH", SettingsFolder.HASH + "\n"))
                        .users()
                        .getFirst()
                        .passwordHash())
                .isEqualTo(SettingsFolder.HASH);
        assertThatThrownBy(() -> read(Map.of()))
                .hasMessageContaining("passwordHash: the environment variable ANN_HASH is not set");
        assertThatThrownBy(() -> read(Map.of("ANN_HASH", "hunter2")))
                .hasMessageContaining("passwordHash: the environment variable ANN_HASH holds no valid password hash")
                .hasMessageContaining("hash-password")
                .message()
                .doesNotContain("hunter2");
    }

    private Settings read(Map<String, String> more) {
        Map<String, String> environment = new LinkedHashMap<>(more);
        environment.put("AMI_SECRET", "secret");
        return new SettingsReader(environment).read(site.file());
    }

    @Test
    void readsTheDemo() {
        Settings settings = DemoSettings.read();

        assertThat(settings.users()).hasSize(16);
        assertThat(settings.stations()).hasSize(13);
        assertThat(settings.toSiteConfig().queues().getFirst().headStart(Tier.DIAMOND))
                .hasSeconds(120);
        assertThat(settings.queues()).hasSize(4);
        assertThat(settings.hotlines()).hasSize(2);
        assertThat(settings.warnings()).isEmpty();
    }
}
