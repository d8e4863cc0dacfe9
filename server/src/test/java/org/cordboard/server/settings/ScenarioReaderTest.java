package org.cordboard.server.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cordboard.sim.run.Coverage.Met;
import org.cordboard.sim.run.Scenario;
import org.cordboard.sim.run.Simulation;
import org.cordboard.sim.run.SimulationReport;
import org.cordboard.sim.run.Trouble;
import org.cordboard.sim.world.Span;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScenarioReaderTest {

    private static final Path EXAMPLES = Path.of("..", "docs", "examples", "scenarios");
    private static final Path DOCUMENT = Path.of("..", "docs", "SIMULATION.md");

    private static final String SMALL = """
            lasts: 1h
            agents: [{count: 2}]
            lines: [{span: 1}]
            calls: {rate: [{from: 0s, perHour: 60}]}
            """;

    @TempDir
    Path folder;

    private ScenarioReader.Read read(String text) {
        try {
            return ScenarioReader.read(Files.writeString(folder.resolve("day.yaml"), text));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private SimulationReport run(String example) {
        ScenarioReader.Read read = ScenarioReader.read(EXAMPLES.resolve(example));
        SimulationReport report = Simulation.run(read.seed(), read.scenario(), false);
        assertThat(report.findings()).isEmpty();
        assertThat(report.calls()).isPositive();
        return report;
    }

    private static long count(SimulationReport report, Met met) {
        return report.coverage().count(met);
    }

    // ---- the examples

    @Test
    void anOrdinaryDayServesMostCallersAndNothingGoesWrong() {
        SimulationReport report = run("ordinary-day.yaml");
        assertThat(report.talked()).isGreaterThan(report.calls() / 2);
        assertThat(count(report, Met.SPAN_ALARM)).isZero();
        assertThat(count(report, Met.LINK_LOST)).isZero();
        assertThat(count(report, Met.OWN_MANAGER_OFFERED)).isPositive();
    }

    @Test
    void aRushWithASpanAlarmCutsSomeCallersAndLetsOthersLiveOn() {
        SimulationReport report = run("vip-rush-with-span-alarm.yaml");
        assertThat(count(report, Met.SPAN_ALARM)).isEqualTo(2);
        assertThat(count(report, Met.CALL_CUT_BY_ALARM)).isPositive();
        assertThat(count(report, Met.CALL_OUTLIVED_ALARM)).isPositive();
        assertThat(count(report, Met.CALLER_FOUND_LINE_DOWN)).isPositive();
        assertThat(count(report, Met.GLARE_LOST)).isPositive();
    }

    @Test
    void aDayOnWhichAnAccessSwitchDiesGoesOnWithTheOtherTelephones() {
        SimulationReport report = run("access-switch-dies.yaml");
        assertThat(count(report, Met.TELEPHONE_UNREACHABLE)).isEqualTo(8);
        assertThat(count(report, Met.LINK_LOST)).isEqualTo(1);
        assertThat(count(report, Met.LOOK_UP_FAILED)).isPositive();
        assertThat(count(report, Met.CALL_ANSWERED)).isPositive();
    }

    @Test
    void theSameScenarioBringsTheSameJournal() {
        Scenario scenario = read(SMALL).scenario();
        SimulationReport first = Simulation.run(5, scenario, false);
        assertThat(Simulation.run(5, scenario, false).journalHash())
                .isEqualTo(first.journalHash())
                .isNotEqualTo(Simulation.run(6, scenario, false).journalHash());
    }

    // ---- reading

    @Test
    void whatIsNotWrittenIsUsual() {
        ScenarioReader.Read read = read(SMALL);
        assertThat(read.seed()).isEqualTo(1);
        assertThat(read.scenario().queues()).isEmpty();
        assertThat(read.scenario().random()).isFalse();
        assertThat(read.scenario().lines()).containsExactly(new Scenario.Line.OverSpan(Span.pri(1, Span.Line.E1), 1));
    }

    @Test
    void takesEveryKeyOfTheCatalogue() {
        ScenarioReader.Read read = read("""
                seed: 9
                lasts: 8h
                random: true
                agents: [{count: 3, queues: [q], skills: {english: 5}}]
                queues: [{id: q, headStarts: {gold: 1m}, ringTimeout: 5s, maxWait: 1m}]
                lines:
                  - {span: 1, line: T1, signalling: pri, group: 3, glare: win, share: 2}
                  - {span: 2, signalling: ss7, linkset: 4}
                  - {sip: carrier, capacity: 5}
                calls:
                  rate: [{from: 0s, perHour: 10}, {from: 1h, perHour: 20}]
                  tiers: {gold: 1}
                  strangers: 1
                  owned: 2
                  impatient: 3
                  patience: 1m
                  talk: 1m
                trouble:
                  - {at: 1m, what: alarm, line: carrier, alarm: yellow, for: 1s}
                  - {at: 2m, what: linkLoss, for: 2s}
                  - {at: 3m, what: phonesLost, first: 2, count: 2, for: 3s}
                  - {at: 4m, what: storeFails, for: 4s}
                  - {at: 5m, what: glare, group: 3, for: 5s}
                """);
        assertThat(read.seed()).isEqualTo(9);
        assertThat(read.scenario().troubles())
                .containsExactly(
                        new Trouble.LineAlarm(60_000, "carrier", "Yellow Alarm", 1_000),
                        new Trouble.LinkLoss(120_000, 2_000),
                        new Trouble.PhonesLost(180_000, 2, 2, 3_000),
                        new Trouble.StoreFails(240_000, 4_000),
                        new Trouble.Glare(300_000, 3, 5_000));
        assertThat(read.scenario().lines())
                .contains(
                        new Scenario.Line.OverSpan(new Span(1, Span.Line.T1, new Span.Signalling.Pri(true), 3), 2),
                        new Scenario.Line.OverSpan(new Span(2, Span.Line.E1, new Span.Signalling.Ss7(4, false), 1), 1));
    }

    @Test
    void reportsEveryFaultWithItsPlaceAndAdvice() {
        assertThatThrownBy(() -> read("""
                        lasts: 1h
                        agents: [{count: 2, queues: [nobody]}]
                        lines:
                          - {span: 1}
                          - {span: 1}
                          - {share: 1}
                        calls: {rate: [{from: 10m, perHour: 1}, {from: 5m, perHour: 1}, {from: 2h, perHour: 1}]}
                        trouble:
                          - {at: 1m, what: alarm, line: span7, for: 1s}
                          - {at: 1m, what: alarm, for: 1s}
                          - {at: 1m, what: phonesLost, count: 3, for: 1s}
                          - {at: 1m, what: alram, for: 1s}
                        weather: fine
                        """))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("day.yaml:2:30: agents[0].queues[0]: no queue 'nobody' is defined")
                .hasMessageContaining("day.yaml:5:5: lines[1]: line 'span1' is defined twice")
                .hasMessageContaining("a line is either a span or a SIP trunk")
                .hasMessageContaining("the rate does not begin after the one before it")
                .hasMessageContaining("2h is after the end of the day, 1h")
                .hasMessageContaining("an alarm needs a 'line'")
                .hasMessageContaining("there are no telephones 1 to 3")
                .hasMessageContaining("did you mean 'alarm'?")
                .hasMessageContaining("unknown key 'weather'");
    }

    @Test
    void theDocumentListsEveryKey() throws IOException {
        List<String> documented = Files.readAllLines(DOCUMENT).stream()
                .filter(line -> line.startsWith("| `"))
                .toList();
        List<String> known = ScenarioKeys.all().stream()
                .map(key -> "| `" + key.path() + "` | " + key.type() + " | " + key.fallback() + " | " + key.range()
                        + " | " + key.consequence() + " |")
                .toList();
        assertThat(documented).containsSubsequence(known);
    }
}
