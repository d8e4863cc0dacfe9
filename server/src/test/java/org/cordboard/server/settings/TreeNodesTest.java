package org.cordboard.server.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.cordboard.cti.acd.QueueId;
import org.cordboard.cti.ivr.DigitCheck;
import org.cordboard.cti.ivr.IvrCalendar;
import org.cordboard.cti.ivr.IvrNode;
import org.cordboard.cti.ivr.IvrTree;
import org.cordboard.cti.ivr.SayAs;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A tree with a node of every kind that SettingsFolder's has not, read by itself. */
class TreeNodesTest {

    private static final String TREE = """
            entry: hello
            languages: [zh, en]
            calendars:
              office:
                zone: Asia/Shanghai
                open:
                  - {days: [mon-thu, sat], from: 09:00, to: 18:30}
                holidays: [2026-10-01..2026-10-07, 2027-01-01]
            nodes:
              hello: {type: play, prompts: [hello], interruptible: true, next: hours}
              hours: {type: hours, calendar: office, open: choose, closed: shut}
              shut: {type: steer, channel: app, prompts: [use-the-app]}
              choose: {type: menu, prompts: [choose], onSilence: [nothing], choices: {1: english, 2: account}, otherwise: bye}
              english: {type: language, language: en, next: account}
              account: {type: collect, prompts: [account], into: account, least: 4, most: 11, next: who, otherwise: bye}
              who: {type: identify, by: account, known: agree, unknown: bye}
              agree: {type: consent, prompts: [agree], given: pin, refused: pin}
              pin: {type: collect, prompts: [pin], into: pin, most: 4, sensitive: true, next: check, otherwise: bye}
              check: {type: lookUp, attribute: pin, expected: pin, found: points, notFound: bye, onTimeout: bye}
              points: {type: lookUp, attribute: points, into: points, found: say, notFound: bye, onTimeout: bye}
              say: {type: say, as: number, of: data.points, next: agreed, otherwise: agreed}
              agreed: {type: branch, on: data.consent, cases: {given: again}, otherwise: market}
              market: {type: branch, on: customer.market, cases: {youth: shut}, otherwise: bye}
              again: {type: goto, next: account}
              bye: {type: hangUp}
            """;

    private static final String WAITING = """
            entry: who
            nodes:
              who: {type: identify, known: manager, unknown: ask}
              manager: {type: ownManager, free: wait, busy: ask, absent: ask}
              ask: {type: askToWait, queue: vip, prompts: [busy, $position, $minutes], free: wait, waits: wait, leaves: later,
                    otherwise: wait}
              wait: {type: queue, queue: vip, onTimeout: later, onNoAgents: bye, announce: [you-are, $position],
                     announceEvery: 30s, keys: {2: later}, ownPatience: 2m}
              later: {type: callBack, queue: vip, next: bye, otherwise: which}
              which: {type: collect, prompts: [which], into: number, most: 11, next: other, otherwise: bye}
              other: {type: callBack, queue: vip, number: number, next: bye, otherwise: bye}
              bye: {type: hangUp}
            """;

    @TempDir
    Path folder;

    private IvrTree read(String text) throws IOException {
        return TreeReading.read(Files.writeString(folder.resolve("tree.yaml"), text), null, false);
    }

    private String faults(String text, @Nullable Path sounds, boolean unanswered) throws IOException {
        Path file = Files.writeString(folder.resolve("tree.yaml"), text);
        SettingsException faults =
                catchThrowableOfType(SettingsException.class, () -> TreeReading.read(file, sounds, unanswered));
        return String.valueOf(Objects.requireNonNull(faults, "no faults").getMessage());
    }

    @Test
    void readsEveryKindOfNode() throws IOException {
        IvrTree tree = read(TREE);

        Duration five = Duration.ofSeconds(5);
        assertThat(tree.languages()).containsExactly("zh", "en");
        assertThat(tree.node("hello")).isEqualTo(new IvrNode.Play(List.of("hello"), true, "hours"));
        assertThat(tree.node("hours")).isEqualTo(new IvrNode.Hours("office", "choose", "shut", "shut"));
        assertThat(tree.node("shut")).isEqualTo(new IvrNode.Steer("app", List.of("use-the-app")));
        assertThat(tree.node("choose"))
                .isEqualTo(new IvrNode.Menu(
                        new IvrNode.Question(List.of("choose"), List.of("nothing"), List.of(), five, 3),
                        Map.of("1", "english", "2", "account"),
                        "bye"));
        assertThat(tree.node("english")).isEqualTo(new IvrNode.SetLanguage("en", "account"));
        assertThat(tree.node("account"))
                .isEqualTo(new IvrNode.Collect(
                        new IvrNode.Question(List.of("account"), five, 3),
                        new IvrNode.Entry("account", 4, 11, "#", Duration.ofSeconds(4), DigitCheck.NONE, false),
                        "who",
                        "bye"));
        assertThat(tree.node("who")).isEqualTo(new IvrNode.Identify("account", "agree", "bye"));
        assertThat(tree.node("agree"))
                .isEqualTo(new IvrNode.Consent(
                        new IvrNode.Question(List.of("agree"), five, 3), "consent", '1', '2', "pin", "pin"));
        assertThat(tree.node("check"))
                .isEqualTo(new IvrNode.LookUp("pin", "pin", "", Duration.ofSeconds(2), "points", "bye", "bye"));
        assertThat(tree.node("say"))
                .isEqualTo(new IvrNode.Say(SayAs.NUMBER, IvrNode.Subject.COLLECTED, "points", "agreed", "agreed"));
        assertThat(tree.node("market"))
                .isEqualTo(new IvrNode.Branch(IvrNode.Subject.ATTRIBUTE, "market", Map.of("youth", "shut"), "bye"));
        assertThat(tree.node("again")).isEqualTo(new IvrNode.GoTo("account"));
    }

    @Test
    void readsCalendars() throws IOException {
        IvrCalendar office = Objects.requireNonNull(read(TREE).calendars().get("office"));

        assertThat(office.zone()).isEqualTo("Asia/Shanghai");
        assertThat(office.week()).extracting(IvrCalendar.Opening::day).containsExactly(1, 2, 3, 4, 6);
        assertThat(office.week()).allMatch(opening -> opening.from() == 540 && opening.to() == 1110);
        assertThat(office.holidays())
                .containsExactly(
                        new IvrCalendar.Holiday(
                                LocalDate.of(2026, 10, 1).toEpochDay(),
                                LocalDate.of(2026, 10, 7).toEpochDay()),
                        new IvrCalendar.Holiday(
                                LocalDate.of(2027, 1, 1).toEpochDay(),
                                LocalDate.of(2027, 1, 1).toEpochDay()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    Asia/Shanghai      | Asia/Shangai        | 5:11: calendars.office.zone: there is no time zone 'Asia/Shangai' | did you mean 'Asia/Shanghai'?
                    to: 18:30          | to: 24:30           | 7:49: calendars.office.open[0].to: '24:30' is not a time of the day | 00:00–24:00
                    to: 18:30          | to: 08:00           | 7:49: calendars.office.open[0].to: the opening ends before it begins | write a night as two openings
                    mon-thu            | thu-mon             | 7:17: calendars.office.open[0].days[0]: 'thu-mon' are no days of the week | mon-fri
                    2027-01-01         | 2027-02-29          | calendars.office.holidays[1]: '2027-02-29' is not a date | 2026-10-01..2026-10-07
                    [zh, en]           | [zh, zh]            | 2:17: languages[1]: language 'zh' is defined twice | another name
                    language: en       | language: fr        | nodes.english.language: no language 'fr' is defined | known here: zh, en
                    calendar: office   | calendar: ofice     | nodes.hours.calendar: no calendar 'ofice' is defined | did you mean 'office'?
                    by: account        | by: acount          | nodes.who.by: no node collects 'acount' | did you mean 'account'?
                    by: account        | by: pin             | nodes.who.by: 'pin' is sensitive and may not be told | compare it in a lookUp
                    of: data.points    | of: data.pin        | nodes.say.of: 'pin' is sensitive and may not be told | compare it in a lookUp
                    on: data.consent   | on: data.pin        | nodes.agreed.on: 'pin' is sensitive and may not be told | compare it in a lookUp
                    of: data.points    | of: points          | nodes.say.of: 'points' is not known here | data.NAME or customer.FIELD
                    on: data.consent   | on: teir            | nodes.agreed.on: 'teir' is not known here | did you mean 'tier'?
                    least: 4, most: 11 | least: 4, most: 2   | nodes.account.least: at least 4 digits and at most 2 cannot be | no larger than 'most'
                    least: 4, most: 11 | most: 33            | nodes.account.most: 33 is out of range | 1–32
                    into: account      | into: channel       | nodes.account.into: the name 'channel' is kept | use another name
                    into: account      | into: pin           | 'pin' is sensitive in one node and not in another | another name
                    expected: pin, f   | f                   | nodes.check: a lookUp compares a field or gives it a name | write 'expected' or 'into'
                    given: pin,        | yes: 2, given: pin, | nodes.agree.no: one key cannot mean yes and no | use two keys
                    sensitive: true    | sensitive: yes      | nodes.pin.sensitive: 'yes' is not known here | use one of: true, false
                    prompts: [hello],  | text: Hello there,  | nodes.hello.text: there is no text-to-speech port | record it at the PBX
                    otherwise: market} | otherwise: agreed}  | nodes.agreed: callers can go round without end: agreed → agreed | break the loop
                    """)
    void namesPlaceReasonAndAdvice(String from, String to, String problem, String advice) throws IOException {
        assertThat(TREE).contains(from);
        assertThat(faults(TREE.replace(from, to), null, false)).contains("tree.yaml:", problem, advice);
    }

    @Test
    void reportsAllFaultsTogether() throws IOException {
        String bad = TREE.replace("Asia/Shanghai", "Asia/Shangai")
                .replace("language: en", "language: fr")
                .replace("cases: {youth: shut}", "cases: {youth: shop}")
                .replace("most: 4", "most: many");
        assertThat(faults(bad, null, false))
                .contains("Asia/Shangai", "'fr'", "'shop'", "'many'", "4 faults in the settings");
    }

    @Test
    void findsNodesThatNeedAnAnsweredCallAndAreReachedBefore() throws IOException {
        assertThat(faults(TREE, null, true))
                .contains(
                        "nodes.choose: callers of hotline at hand reach",
                        "before their call is answered",
                        "type: answer");
        String answering = TREE.replace("open: choose", "open: pick-up") + "  pick-up: {type: answer, next: choose}\n";
        assertThat(TreeReading.read(Files.writeString(folder.resolve("good.yaml"), answering), null, true)
                        .nodes())
                .hasSize(17);
    }

    @Test
    void findsRecordingsThatAreMissingInALanguage() throws IOException {
        Path sounds = folder.resolve("sounds");
        Files.createDirectories(sounds.resolve("zh"));
        Files.createDirectories(sounds.resolve("en"));
        for (String prompt : List.of("hello", "use-the-app", "choose", "nothing", "account", "agree", "pin")) {
            Files.createFile(sounds.resolve("zh").resolve(prompt + ".gsm"));
            Files.createFile(sounds.resolve("en").resolve(prompt + ".wav"));
        }
        Files.delete(sounds.resolve("en/account.wav"));
        assertThat(faults(TREE, sounds, false))
                .contains("nodes.account.prompts[0]: there is no recording en/account in")
                .contains("nodes.say.as: there is no recording zh/digits/")
                .contains("2 faults in the settings");
    }

    // ---- waiting

    @Test
    void readsWhatCallersAreAskedAndToldWhileTheyWait() throws IOException {
        IvrTree tree = read(WAITING);

        assertThat(tree.node("manager")).isEqualTo(new IvrNode.OwnManager("wait", "ask", "ask"));
        assertThat(tree.node("ask"))
                .isEqualTo(new IvrNode.AskToWait(
                        new IvrNode.Question(
                                List.of("busy", IvrNode.POSITION, IvrNode.MINUTES), Duration.ofSeconds(5), 3),
                        new QueueId("vip"),
                        "wait",
                        '1',
                        "wait",
                        '2',
                        "later",
                        "wait"));
        assertThat(tree.node("wait"))
                .isEqualTo(new IvrNode.Queue(
                        new QueueId("vip"),
                        "later",
                        "bye",
                        "later",
                        "bye",
                        new IvrNode.Waiting(
                                List.of("you-are", IvrNode.POSITION),
                                Duration.ofSeconds(15),
                                Duration.ofSeconds(30),
                                Map.of("2", "later")),
                        Duration.ofMinutes(2)));
        assertThat(tree.node("later")).isEqualTo(new IvrNode.LeaveCallBack(new QueueId("vip"), "", "bye", "which"));
        assertThat(tree.node("other")).isEqualTo(new IvrNode.LeaveCallBack(new QueueId("vip"), "number", "bye", "bye"));
        assertThat(tree.prompts()).containsExactly("busy", "you-are", "which");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    leaves: later       | leaves: later, leave: 1 | nodes.ask.leave: one key cannot mean yes and no
                    free: wait, waits   | free: ask, waits        | nodes.ask: callers can go round without end: ask → ask
                    $minutes]           | $hours]                 | nodes.ask.prompts[2]: '$hours' is not a valid prompt
                    keys: {2: later}    | keys: {2: latter}       | nodes.wait.keys.2: no node 'latter' is defined
                    number: number      | number: nummer          | nodes.other.number: no node collects 'nummer'
                    announceEvery: 30s  | announceEvery: 3s       | nodes.wait.announceEvery: 3s is out of range
                    """)
    void findsFaultsInHowCallersWait(String from, String to, String expected) throws IOException {
        assertThat(WAITING).contains(from);
        assertThat(faults(WAITING.replace(from, to), null, false)).contains(expected);
    }
}
