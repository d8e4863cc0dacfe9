package org.cordboard.server.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.cordboard.cti.acd.QueueId;
import org.cordboard.cti.acd.QueueRules;
import org.cordboard.cti.acd.SkillNeed;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.callback.CallBackRules;
import org.cordboard.cti.engine.SiteConfig;
import org.cordboard.cti.ivr.IvrCalendar;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueueReaderTest {

    private static final String RULES = """
            name: VIP
                weight: 5m
                mostBonus: 90s
                needs:
                  - {skill: english, level: 6, relaxesAfter: 45s}
                  - {skill: 粤语}
                ownerPatience: 30s
                lastAgentPatience: 10s
                ownerShare: 25
                mostWaiting: 40
                overflowAfter: 2m
                leaveWhenEmpty: true
                hours:
                  zone: Asia/Shanghai
                  open:
                    - {days: [mon-fri], from: 08:00, to: 20:00}
                  holidays: [2026-10-01..2026-10-07]
                callBackAttempts: 5
                callBackSpacing: 20m
                callBackKeptFor: 8h
                callBackRing: 45s
            """;

    private static final String SKILLS = "queues: [vip]\n    skills: {english: 7, 粤语: 3}";

    @TempDir
    Path folder;

    private SettingsFolder site;
    private String text = "";

    @BeforeEach
    void writeSample() {
        site = new SettingsFolder(folder);
        write(SettingsFolder.SITE.replace("name: VIP\n", RULES).replace("queues: [vip]", SKILLS));
    }

    private void write(String settings) {
        text = settings;
        site.write("site.yaml", settings);
    }

    private void replace(String from, String to) {
        assertThat(text).contains(from);
        write(text.replace(from, to));
    }

    @Test
    void readsEveryRule() {
        SiteConfig.QueueConfig queue = site.read().toSiteConfig().queues().getFirst();

        assertThat(queue.rules())
                .isEqualTo(new QueueRules(
                        Duration.ofMinutes(5),
                        Duration.ofSeconds(90),
                        List.of(new SkillNeed("english", 6, Duration.ofSeconds(45)), new SkillNeed("粤语", 1, null)),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(10),
                        25,
                        40,
                        Duration.ofMinutes(2),
                        true,
                        new CallBackRules(5, Duration.ofMinutes(20), Duration.ofHours(8), Duration.ofSeconds(45)),
                        new IvrCalendar(
                                "Asia/Shanghai",
                                List.of(1, 2, 3, 4, 5).stream()
                                        .map(day -> new IvrCalendar.Opening(day, 480, 1200))
                                        .toList(),
                                List.of(new IvrCalendar.Holiday(
                                        LocalDate.of(2026, 10, 1).toEpochDay(),
                                        LocalDate.of(2026, 10, 7).toEpochDay())))));
    }

    @Test
    void readsWhatUsersCan() {
        assertThat(site.read().toSiteConfig().agents())
                .containsExactly(new SiteConfig.AgentConfig(
                        new AgentId("ann"), "Ann", List.of(new QueueId("vip")), Map.of("english", 7, "粤语", 3)));
    }

    @Test
    void routesPlainlyWhereNothingIsSaid() {
        write(SettingsFolder.SITE);

        assertThat(site.read().queues().getFirst().rules()).isEqualTo(QueueRules.DEFAULT);
        assertThat(site.read().warnings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    weight: 5m                        | weight: 31m                        | 14:13 queues[0].weight: 31m is out of range | use 0s–30m
                    mostBonus: 90s                    | mostBonus: 2h                      | 15:16 queues[0].mostBonus: 2h is out of range | use 0s–1h
                    level: 6                          | level: 11                          | 17:33 queues[0].needs[0].level: 11 is out of range | use 1–10
                    skill: english, l                 | l                                  | 17:9 queues[0].needs[0].skill: the key 'skill' is missing | add it: skill, 1–32 letters
                    skill: english, l                 | skill: englisch, l                 | 17:17 queues[0].needs[0].skill: no user has the skill 'englisch' | did you mean 'english'?
                    skill: english, l                 | skill: good english, l             | 17:17 queues[0].needs[0].skill: 'good english' is not a valid skill | use 1–32 letters
                    relaxesAfter: 45s                 | relaxesAfter: 10m                  | 17:50 queues[0].needs[0].relaxesAfter: 10m is never reached, as callers leave after maxWait, 10m | write less than 10m, or a longer maxWait
                    relaxesAfter: 45s                 | relaxAfter: 45s                    | 17:36 queues[0].needs[0].relaxAfter: unknown key 'relaxAfter' | did you mean 'relaxesAfter'?
                    "- {skill: 粤语}"                   | "- {skill: english, level: 6}"       | 18:17 queues[0].needs[1].skill: the need for english at level 6 stands twice | keep one of them
                    ownerPatience: 30s                | ownerPatience: 11m                 | 19:20 queues[0].ownerPatience: 11m is never reached | write less than 10m
                    ownerPatience: 30s                | ownerPatience: often               | 19:20 queues[0].ownerPatience: 'often' is not a duration | such as 20s
                    ownerShare: 25                    | ownerShare: 101                    | 21:17 queues[0].ownerShare: 101 is out of range | use 0–100
                    mostWaiting: 40                   | mostWaiting: -1                    | 22:18 queues[0].mostWaiting: -1 is out of range | use 0–100000
                    overflowAfter: 2m                 | overflowAfter: 20m                 | 23:20 queues[0].overflowAfter: 20m is never reached, as callers leave after maxWait, 10m | write less than 10m
                    leaveWhenEmpty: true              | leaveWhenEmpty: yes                | 24:21 queues[0].leaveWhenEmpty: 'yes' is not known here | use one of: true, false
                    zone: Asia/Shanghai               | zone: Asia/Shangai                 | 26:13 queues[0].hours.zone: there is no time zone 'Asia/Shangai' | did you mean 'Asia/Shanghai'?
                    to: 20:00                         | to: 07:00                          | 28:46 queues[0].hours.open[0].to: the opening ends before it begins | write a night as two openings
                    2026-10-01..2026-10-07            | 2026-10-32                         | 29:18 queues[0].hours.holidays[0]: '2026-10-32' is not a date | a date such as
                    english: 7                        | english: 0                         | 42:23 users[0].skills.english: 0 is out of range | use 1–10
                    english: 7, 粤语: 3                 | "[english]"                          | 42:14 users[0].skills: a key must be a word | write the key as one word
                    english: 7, 粤语: 3                 | english: 7                         | 18:17 queues[0].needs[1].skill: no user has the skill '粤语' | known here: english
                    """)
    void namesPlaceReasonAndWhatWouldBeRight(String from, String to, String fault, String advice) {
        replace(from, to);

        assertThat(site.faults()).anySatisfy(found -> assertThat(found).contains(fault));
        assertThat(site.advice()).contains(advice);
    }

    @Test
    void refusesNeedsThatNoUserOfTheQueueMeetsTogetherAndThatNeverRelax() {
        replace(
                "skills: {english: 7, 粤语: 3}",
                "skills: {english: 7}\n  - login: bea\n    name: Bea\n" + "    passwordHash: " + SettingsFolder.HASH
                        + "\n    skills: {粤语: 3}");

        assertThat(site.faults())
                .containsExactly("site.yaml:18:17 queues[0].needs[1].skill: no user who serves queue 'vip' meets the"
                        + " needs that never relax");
        assertThat(site.advice()).contains("relaxesAfter");
    }

    @Test
    void warnsOfANeedNobodyMeetsUntilItRelaxes() {
        replace("english: 7", "english: 5");

        assertThat(site.read().warnings()).singleElement().satisfies(warning -> {
            assertThat(warning.line()).isEqualTo(17);
            assertThat(warning.problem()).contains("meets this need, so its callers wait until it relaxes");
        });
    }

    @Test
    void warnsOfAQueueNobodyServes() {
        replace("queues: [vip]", "queues: []");

        assertThat(site.read().warnings()).singleElement().satisfies(warning -> {
            assertThat(warning.path()).isEqualTo("queues[0]");
            assertThat(warning.problem()).isEqualTo("no user serves queue 'vip', so its callers go on at onNoAgents");
        });
    }

    @Test
    void saysNothingOfServiceWhileAUserIsFaulty() {
        replace("english: 7", "english: 70");

        assertThat(site.faults()).singleElement().asString().contains("70 is out of range");
    }
}
