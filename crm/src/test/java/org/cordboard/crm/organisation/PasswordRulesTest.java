package org.cordboard.crm.organisation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PasswordRulesTest {

    @ParameterizedTest
    @CsvSource({
        "Tea-house 7, ''",
        "密码Password9, ''",
        "Short-7, TOO_SHORT",
        "onlysmallletters, TOO_FEW_KINDS",
        "aNN.li-secret-9, HOLDS_LOGIN",
        "ann.li, TOO_SHORT TOO_FEW_KINDS HOLDS_LOGIN"
    })
    void namesAllThatIsWrong(String password, String faults) {
        assertThat(PasswordRules.USUAL.check("ann.li", password.toCharArray()))
                .extracting(Enum::name)
                .containsExactly(faults.isEmpty() ? new String[0] : faults.split(" "));
    }

    @ParameterizedTest
    @CsvSource({"256, 0", "257, 1"})
    void refusesOverlongPasswords(int length, int faults) {
        char[] password = new char[length];
        Arrays.fill(password, 'a');
        password[0] = 'A';
        password[1] = '1';

        assertThat(PasswordRules.USUAL.check("ann", password)).hasSize(faults);
    }
}
