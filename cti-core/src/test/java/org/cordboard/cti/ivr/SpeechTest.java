package org.cordboard.cti.ivr;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpeechTest {

    private static String said(SayAs as, String value, String language) {
        return Speech.of(as, value, language).stream()
                .map(prompt -> prompt.substring("digits/".length()))
                .collect(Collectors.joining(" "));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "7, 7",
        "20, 20",
        "21, 20 1",
        "100, 1 hundred",
        "1234, 1 thousand 2 hundred 30 4",
        "1000000, 1 million",
        "999999999999, 9 hundred 90 9 billion 9 hundred 90 9 million 9 hundred 90 9 thousand 9 hundred 90 9",
        "-15, minus 15",
        "12.50, 12 point 5",
        "0.05, 0 point 0 5",
    })
    void saysNumbersInEnglish(String value, String words) {
        assertThat(said(SayAs.NUMBER, value, "en")).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "10, 10",
        "15, 10 5",
        "20, 2 10",
        "110, 1 hundred 1 10",
        "105, 1 hundred 0 5",
        "1005, 1 thousand 0 5",
        "10000, 1 10000",
        "12003, 1 10000 2 thousand 0 3",
        "100010, 10 10000 0 1 10",
        "100003000, 1 100000000 0 3 thousand",
        "-12, minus 10 2",
    })
    void saysNumbersInChinese(String value, String words) {
        assertThat(said(SayAs.NUMBER, value, "zh")).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-12-31, en, mon-11 30 h-1 20 20 6",
        "20050101, en, mon-0 h-1 2 thousand 5",
        "1905-03-20, en, mon-2 h-20 19 0 5",
        "1900-03-20, en, mon-2 h-20 19 hundred",
        "2026-12-31, zh, 2 0 2 6 year 10 2 month 3 10 1 day",
    })
    void saysDates(String value, String language, String words) {
        assertThat(said(SayAs.DATE, value, language)).isEqualTo(words);
    }

    @Test
    void saysDigitsOneByOne() {
        assertThat(said(SayAs.DIGITS, "400-800 x1", "en")).isEqualTo("4 0 0 8 0 0 1");
    }

    @ParameterizedTest
    @CsvSource({
        "NUMBER, twelve",
        "NUMBER, 1e9",
        "NUMBER, 1234567890123",
        "DATE, 2026-02-30",
        "DATE, soon",
        "DIGITS, none"
    })
    void saysNothingRatherThanNonsense(SayAs as, String value) {
        assertThat(Speech.of(as, value, "en")).isEmpty();
        assertThat(Speech.of(as, value, "zh")).isEmpty();
    }
}
