package org.cordboard.crm.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdentityTest {

    @ParameterizedTest
    @CsvSource({
        "11010519491231002X,PERSON",
        "440524188001010014,PERSON",
        "11010519491231002x,PERSON",
        "91350100M000100Y43,ORGANISATION",
        "D2143569-X,ORGANISATION"
    })
    void readsCardsAndCodesWithTheirCheckCharacter(String text, Identity.Kind kind) {
        assertThat(Identity.parse(text).kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({
        "110105194912310021,identity has a wrong check character or birthday",
        "110105194913310024,identity has a wrong check character or birthday",
        "91350100M000100Y44,identity has a wrong check character or birthday",
        "D2143569-Y,identity has a wrong check character",
        "12345,identity has neither the 18 characters of an identity card or credit code nor the 9 of an organisation code"
    })
    void refusesOthersWithoutRepeatingThem(String text, String reason) {
        assertThatThrownBy(() -> Identity.parse(text))
                .isInstanceOf(BadValueException.class)
                .hasMessage(reason);
    }

    @Test
    void showsTheLastFourCharactersOnly() {
        assertThat(Identity.parse("11010519491231002X")).hasToString("**************002X");
    }
}
