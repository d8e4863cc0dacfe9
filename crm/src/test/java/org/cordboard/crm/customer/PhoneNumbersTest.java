package org.cordboard.crm.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneNumbersTest {

    private final PhoneNumbers china = new PhoneNumbers("CN");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "13800138000",
                "+8613800138000",
                "8613800138000",
                "008613800138000",
                "013800138000",
                " 138-0013-8000 ",
                "+86 138 0013 8000",
                "(0086) 138.0013.8000",
                "１３８００１３８０００"
            })
    void writesAMobileNumberInOneForm(String number) {
        assertThat(china.normalise(number)).contains("+8613800138000");
    }

    @ParameterizedTest
    @CsvSource({
        "01062345678,+861062345678",
        "010-6234 5678,+861062345678",
        "4008001000,+864008001000",
        "+442083661177,+442083661177",
        "1001,1001",
        "110,110"
    })
    void writesOtherNumbersInInternationalFormOrAsDigits(String number, String expected) {
        assertThat(china.normalise(number)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "  ", "anonymous", "+", "-", "138x0013800", "unknown123", "1234567890123456789012345678901"})
    void takesNothingElseForANumber(String number) {
        assertThat(china.normalise(number)).isEmpty();
    }

    @Test
    void isStableUnderRepetition() {
        assertThat(china.normalise("13800138000").flatMap(china::normalise)).contains("+8613800138000");
        assertThat(china.normalise("1001").flatMap(china::normalise)).contains("1001");
    }

    @Test
    void readsNumbersAsTheRegionWritesThem() {
        assertThat(new PhoneNumbers("GB").normalise("020 8366 1177")).contains("+442083661177");
        assertThatThrownBy(() -> new PhoneNumbers("XX")).hasMessage("no numbering plan is known for region XX");
    }
}
