package org.cordboard.cti.ivr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IvrCalendarTest {

    /** Every day from two to four in the night, and from nine to the end of the day. */
    private static IvrCalendar berlin() {
        long christmas = LocalDate.of(2026, 12, 25).toEpochDay();
        return new IvrCalendar(
                "Europe/Berlin",
                IntStream.rangeClosed(1, 7)
                        .boxed()
                        .flatMap(day ->
                                List.of(new IvrCalendar.Opening(day, 120, 240), new IvrCalendar.Opening(day, 540, 1440))
                                        .stream())
                        .toList(),
                List.of(new IvrCalendar.Holiday(christmas, christmas + 1)));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-07-01T06:59:59Z, CLOSED",
        "2026-07-01T07:00:00Z, OPEN",
        "2026-07-01T21:59:59Z, OPEN",
        "2026-07-01T22:00:00Z, CLOSED",
        "2026-01-01T07:59:59Z, CLOSED",
        "2026-01-01T08:00:00Z, OPEN",
        "2026-12-24T22:59:59Z, OPEN",
        "2026-12-24T23:00:00Z, HOLIDAY",
        "2026-12-26T22:59:59Z, HOLIDAY",
        "2026-12-26T23:00:00Z, CLOSED",
    })
    void opensByLocalTimeInSummerAndWinter(Instant moment, IvrCalendar.State state) {
        assertThat(berlin().at(moment.toEpochMilli())).isEqualTo(state);
    }

    @ParameterizedTest
    @CsvSource({
        // Clocks go from 02:00 to 03:00: the hour from two to three is passed over.
        "2026-03-29T00:59:59Z, CLOSED",
        "2026-03-29T01:00:00Z, OPEN",
        "2026-03-29T02:00:00Z, CLOSED",
        // Clocks go from 03:00 back to 02:00: the hour from two to three is open twice.
        "2026-10-24T23:59:59Z, CLOSED",
        "2026-10-25T00:00:00Z, OPEN",
        "2026-10-25T01:30:00Z, OPEN",
        "2026-10-25T02:59:59Z, OPEN",
        "2026-10-25T03:00:00Z, CLOSED",
    })
    void followsTheLocalClockOnTheDaysItChanges(Instant moment, IvrCalendar.State state) {
        assertThat(berlin().at(moment.toEpochMilli())).isEqualTo(state);
    }

    @Test
    void refusesAZoneThereIsNot() {
        assertThatThrownBy(() -> new IvrCalendar("Europe/Bärlin", List.of(), List.of()))
                .isInstanceOf(DateTimeException.class);
    }
}
