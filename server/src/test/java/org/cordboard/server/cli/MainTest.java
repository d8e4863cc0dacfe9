package org.cordboard.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.cordboard.cti.engine.Input;
import org.cordboard.cti.engine.SiteEvent;
import org.cordboard.cti.engine.SiteId;
import org.cordboard.cti.journal.JournalEntry;
import org.cordboard.server.journal.SegmentJournal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class MainTest {

    private static final String SITE = """
            site:
              id: north
            pbxs:
              - id: pbx
                user: cordboard
                secret: not-so-secret
            trunks:
              - {id: carrier, pbx: pbx}
            stations:
              - {id: 0101, pbx: pbx}
            queues:
              - {id: vip, name: VIP}
            hotlines:
              - {number: 4008001000, name: VIP line, tree: vip.yaml}
            users: []
            """;

    private static final String TREE = """
            entry: end
            nodes:
              end: {type: hangUp}
            """;

    private static final String PASSWORD_HASH = "\\$argon2id\\$v=19\\$m=\\d+,t=\\d+,p=\\d+\\$[^$]+\\$[^$]+";

    @TempDir
    Path directory;

    private String settings(String site) throws IOException {
        Files.writeString(directory.resolve("vip.yaml"), TREE);
        return Files.writeString(directory.resolve("site.yaml"), site).toString();
    }

    // ---- check-ivr and ivr

    private static final String SELF_SERVICE = """
            entry: menu
            languages: [zh, en]
            nodes:
              menu: {type: menu, prompts: [menu], choices: {1: pin, 2: wait}, tries: 1, otherwise: end}
              pin: {type: collect, prompts: [pin], into: pin, most: 4, sensitive: true, next: who, otherwise: end}
              who: {type: identify, known: check, unknown: end}
              check: {type: lookUp, attribute: pin, expected: pin, found: wait, notFound: end, onTimeout: end}
              wait: {type: queue, queue: vip, onTimeout: end, onNoAgents: end}
              end: {type: hangUp}
            """;

    @Test
    void saysThatAGoodTreeIsGood() throws IOException {
        Path file = Files.writeString(directory.resolve("tree.yaml"), SELF_SERVICE);
        Cli run = Cli.run("check-ivr", file.toString());
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains("is good: 6 nodes, languages zh, en, queues vip");
        assertThat(run.exit()).isZero();
    }

    @Test
    void listsEveryFaultOfATreeWithItsPlace() throws IOException {
        Path file = Files.writeString(
                directory.resolve("tree.yaml"),
                SELF_SERVICE.replace("next: who", "next: whom").replace("most: 4", "most: 99"));
        Cli run = Cli.run("check-ivr", file.toString());
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err())
                .contains("tree.yaml:5:", "'whom'", "did you mean 'who'?", "99 is out of range", "2 faults");
        assertNoTrace(run);
    }

    @Test
    void walksThroughATreeWithTheKeysGiven() throws IOException {
        Path tree = Files.writeString(directory.resolve("tree.yaml"), SELF_SERVICE);
        Path customers = Files.writeString(
                directory.resolve("customers.csv"),
                "id,name,tier,target,numbers,pin\nC1,Mei,gold,true,13900001234,4711\n");
        Cli run = Cli.run(
                "ivr",
                tree.toString(),
                "--call",
                "13900001234",
                "--keys",
                "1,4711",
                "--customers",
                customers.toString());
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .containsSubsequence(
                        "plays zh/menu", "takes key 1", "keeps pin = ****", "finds customer C1", "waits in queue vip")
                .doesNotContain("4711");
        assertThat(run.exit()).isZero();
    }

    @Test
    void walksOnWhenNothingIsPressed() throws IOException {
        Path tree = Files.writeString(directory.resolve("tree.yaml"), SELF_SERVICE);
        Cli run = Cli.run("ivr", tree.toString());
        assertThat(run.out())
                .containsSubsequence("nothing is pressed", "end", "The call is over: ENDED_IN_IVR, cause 16");
    }

    @Test
    void refusesKeysThatATelephoneHasNot() throws IOException {
        Path tree = Files.writeString(directory.resolve("tree.yaml"), SELF_SERVICE);
        Cli run = Cli.run("ivr", tree.toString(), "--keys", "one");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("'one' cannot be pressed");
        assertNoTrace(run);
    }

    // ---- check-config

    @Test
    void saysThatGoodSettingsAreGood() throws IOException {
        Cli run = Cli.run("check-config", settings(SITE));
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains("is good: site north, 1 PBXs, 1 stations, 1 queues, 1 hotlines, 0 users");
        assertThat(run.exit()).isZero();
    }

    @Test
    void listsEveryFaultOfTheSettingsWithItsPlace() throws IOException {
        String bad = SITE.replace("id: carrier, pbx: pbx", "id: carrier, pbx: other")
                .replace("name: VIP}", "name: VIP, ringTimeout: soon}");
        Cli run = Cli.run("check-config", settings(bad));
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("site.yaml:8", "other", "site.yaml:12", "soon");
        assertNoTrace(run);
    }

    @Test
    void namesASettingsFileThatIsNotThere() {
        Cli run = Cli.run("check-config", directory.resolve("none.yaml").toString());
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("none.yaml");
        assertNoTrace(run);
    }

    @Test
    void saysWhereBrokenYamlBreaks() throws IOException {
        Cli run = Cli.run("check-config", settings("site:\n  id: [north\nusers: {"));
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("site.yaml:3");
        assertNoTrace(run);
    }

    private static void assertNoTrace(Cli run) {
        assertThat(run.out() + run.err()).doesNotContain("\tat ", "Exception", "This should not have happened");
    }

    // ---- serve

    @Test
    void saysWhyItCannotServe() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String site = SITE.replace(
                    "pbxs:",
                    "listen: {port: " + taken.getLocalPort() + "}\ndataDirectory: " + directory.resolve("data")
                            + "\npbxs:");
            Cli run = Cli.run("serve", "--config", settings(site));
            assertThat(run.exit()).isEqualTo(1);
            assertThat(run.err()).contains("127.0.0.1:" + taken.getLocalPort(), "Set listen.port");
            assertNoTrace(run);
        }
    }

    @Test
    void saysWhichDatabaseIsAwayAndWhatToDo() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        String site = settings(SITE.replace(
                "pbxs:",
                "dataDirectory: " + directory.resolve("data") + "\ndatabase: {port: " + port
                        + ", secret: hunter2}\npbxs:"));
        String sentence = "The database 'cordboard' at 127.0.0.1:" + port
                + " cannot be used: no PostgreSQL answers there; start it, or correct host and port.";

        Cli serving = Cli.run("serve", "--config", site);
        assertThat(serving.exit()).isEqualTo(1);
        assertThat(serving.err().strip()).isEqualTo(sentence);
        String customers = Files.writeString(directory.resolve("people.csv"), "id,points\n")
                .toString();
        Cli importing = Cli.run("import-customers", customers, "--config", site);
        assertThat(importing.exit()).isEqualTo(1);
        assertThat(importing.err().strip()).isEqualTo(sentence);
    }

    @ParameterizedTest
    @CsvSource({"--data, elsewhere", "--region, DE"})
    void importsIntoOnePlaceOnly(String option, String value) throws IOException {
        Cli importing = Cli.run("import-customers", "people.csv", "--config", settings(SITE), option, value);
        assertThat(importing.exit()).isEqualTo(1);
        assertThat(importing.err()).contains("Leave out --data and --region, or --config.");
    }

    // ---- demo

    @Test
    void demonstratesACallThatAnAgentAnswers() {
        String data = directory.resolve("demo").toString();
        Cli run = Cli.run("demo", "--rehearse", "--port", "0", "--robots", "2", "--data", data);
        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("./cordboard agent --server http://127.0.0.1:", "answered after ");
    }

    // ---- others

    @Test
    void explainsServeTheSameWayAloneAsAmongAllCommands() {
        assertThat(Main.serveAlone().getUsageMessage())
                .startsWith("Usage: cordboard serve ")
                .isEqualTo(Objects.requireNonNull(
                                Main.commandLine().getSubcommands().get("serve"))
                        .getUsageMessage());
    }

    @Test
    void hashesAPasswordThatIsReadFromALine() {
        Cli run = Cli.typing("correct horse\n", "hash-password");
        assertThat(run.exit()).isZero();
        assertThat(run.out()).startsWith("$argon2id$").doesNotContain("horse");
        assertThat(run.out().strip()).matches(PASSWORD_HASH);
    }

    @Test
    void hashesNoEmptyPassword() {
        Cli run = Cli.typing("", "hash-password");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err().strip()).isEqualTo("There was no password to hash.");
    }

    @Test
    void explainsItselfToWhoeverTypesAnUnknownCommandOrOption() {
        Cli command = Cli.run("dance");
        assertThat(command.exit()).isEqualTo(2);
        assertThat(command.err()).contains("Unmatched argument", "dance");
        Cli option = Cli.run("simulate", "--speed", "9");
        assertThat(option.exit()).isEqualTo(2);
        assertThat(option.err()).contains("--speed");
        assertNoTrace(option);
    }

    @Test
    void listsItsCommands() {
        assertThat(Cli.run("--help").out()).contains("demo", "serve", "agent", "simulate", "check-config", "replay");
    }

    @Test
    void simulatesASmallDayTwiceWithTheSameHash() {
        String[] day = {"simulate", "--seeds", "1", "--from", "7", "--hours", "0.2", "--agents", "3", "--calls", "10"};
        Cli first = Cli.run(day);
        Cli second = Cli.run(day);
        assertThat(first.exit()).isZero();
        assertThat(first.out()).contains("seed 7: journal ", "0 bad");
        assertThat(second.out().lines().findFirst())
                .isEqualTo(first.out().lines().findFirst());
    }

    @Test
    void saysThatThereIsNoJournal() {
        Cli run = Cli.run("replay", directory.resolve("none").toString());
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err().strip()).isEqualTo("There is no journal at " + directory.resolve("none") + ".");
    }

    @Test
    void printsAJournalAndTheHashOfItsState() {
        SiteId site = new SiteId("north");
        try (SegmentJournal journal = SegmentJournal.open(new SegmentJournal.Options(directory, site, 1))) {
            journal.append(new JournalEntry(
                    1, 5, new Input.SiteStarted(site, 9), List.of(new SiteEvent.SiteOpened(site, 9)), 0, 1));
        }
        Cli run = Cli.run("replay", directory.toString());
        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("1 1970-01-01T00:00:00.005Z SiteStarted[", "SiteOpened[", "1 entries, 1 events");
        assertThat(Cli.run("replay", "--quiet", directory.toString()).out()).doesNotContain("SiteOpened");
        assertThat(Cli.run("replay", "--call", "c-9", directory.toString()).out())
                .doesNotContain("SiteOpened");
    }

    // ---- durations

    @Test
    void readsDurationsAsPeopleTypeThem() {
        assertThat(Durations.parse("60s")).isEqualTo(Duration.ofMinutes(1));
        assertThat(Durations.parse("5m")).isEqualTo(Duration.ofMinutes(5));
        assertThat(Durations.parse("1h")).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void saysWhatADurationLooksLike() {
        for (String bad : List.of("", "0s", "-5s", "5", "1.5m", "9999999s", "5 m", "5d")) {
            assertThatThrownBy(() -> Durations.parse(bad))
                    .as(bad)
                    .isInstanceOf(Main.CommandFailedException.class)
                    .hasMessage("'" + bad + "' is no duration. Write, for example, 60s, 5m or 1h.");
        }
    }
}
