package org.cordboard.crm.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class IntervalTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static long at(String time) {
        return OffsetDateTime.parse(time).toInstant().toEpochMilli();
    }

    private static Span span(String from, String to) {
        return new Span(at(from), at(to));
    }

    private static Span days(ZoneId zone, String first, String end) {
        return new Span(
                LocalDate.parse(first).atStartOfDay(zone).toInstant().toEpochMilli(),
                LocalDate.parse(end).atStartOfDay(zone).toInstant().toEpochMilli());
    }

    private static List<Long> minutes(List<Span> spans) {
        return spans.stream()
                .map(span -> Duration.ofMillis(span.to() - span.from()).toMinutes())
                .toList();
    }

    @Test
    void daysGoFromMidnightToMidnightAlsoWhenTheClockChanges() {
        assertThat(minutes(Interval.DAY.divide(days(BERLIN, "2026-03-28", "2026-03-31"), BERLIN)))
                .containsExactly(24 * 60L, 23 * 60L, 24 * 60L);
        assertThat(minutes(Interval.DAY.divide(days(BERLIN, "2026-10-24", "2026-10-27"), BERLIN)))
                .containsExactly(24 * 60L, 25 * 60L, 24 * 60L);
    }

    @Test
    void theHourThatComesTwiceIsTwoIntervalsAndTheOneThatIsLeftOutIsNone() {
        assertThat(Interval.HOUR.divide(span("2026-10-25T01:00:00+02:00", "2026-10-25T04:00:00+01:00"), BERLIN))
                .containsExactly(
                        span("2026-10-25T01:00:00+02:00", "2026-10-25T02:00:00+02:00"),
                        span("2026-10-25T02:00:00+02:00", "2026-10-25T02:00:00+01:00"),
                        span("2026-10-25T02:00:00+01:00", "2026-10-25T03:00:00+01:00"),
                        span("2026-10-25T03:00:00+01:00", "2026-10-25T04:00:00+01:00"));
        assertThat(Interval.HOUR.divide(days(BERLIN, "2026-03-29", "2026-03-30"), BERLIN))
                .hasSize(23);
    }

    @Test
    void aChangeOfHalfAnHourCutsAnHour() {
        ZoneId lordHowe = ZoneId.of("Australia/Lord_Howe");
        assertThat(minutes(
                        Interval.HOUR.divide(span("2026-04-05T01:00:00+11:00", "2026-04-05T03:00:00+10:30"), lordHowe)))
                .containsExactly(60L, 30L, 60L);
    }

    @Test
    void hoursAreRoundByTheLocalClock() {
        assertThat(Interval.HOUR.divide(
                        span("2026-11-22T08:15:00+05:45", "2026-11-22T10:00:00+05:45"), ZoneId.of("Asia/Kathmandu")))
                .containsExactly(
                        span("2026-11-22T08:15:00+05:45", "2026-11-22T09:00:00+05:45"),
                        span("2026-11-22T09:00:00+05:45", "2026-11-22T10:00:00+05:45"));
    }

    @Test
    void theWholeIsOneInterval() {
        Span year = days(BERLIN, "2026-01-01", "2027-01-01");
        assertThat(Interval.WHOLE.divide(year, BERLIN)).containsExactly(year);
    }

    @Test
    void dividesAMonthIntoQuartersAndRefusesMoreThanThreeThousandIntervals() {
        assertThat(Interval.QUARTER_HOUR.divide(days(BERLIN, "2026-12-01", "2027-01-01"), BERLIN))
                .hasSize(31 * 96);
        assertThatThrownBy(() -> Interval.QUARTER_HOUR.divide(days(BERLIN, "2026-12-01", "2027-01-02"), BERLIN))
                .hasMessage("more than 3000 intervals");
    }
}
