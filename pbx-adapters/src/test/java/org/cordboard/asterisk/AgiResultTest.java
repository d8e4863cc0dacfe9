package org.cordboard.asterisk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AgiResultTest {

    @Test
    void readsTheUrlEncodedLine() {
        AgiResult result = AgiResult.parse("200%20result%3D50%20endpos%3D4800%0A");
        assertThat(result.ran()).isTrue();
        assertThat(result.value()).isEqualTo(50);
    }

    @Test
    void knowsThatTheLegLeft() {
        assertThat(AgiResult.parse("200%20result%3D-1%20endpos%3D800%0A").legLeft())
                .isTrue();
        assertThat(AgiResult.parse("200%20result%3D0%0A").legLeft()).isFalse();
    }

    @Test
    void doesNotBreakOnWhatIsNotAResult() {
        assertThat(AgiResult.parse("%zz garbage").ran()).isFalse();
        assertThat(AgiResult.parse("").ran()).isFalse();
        assertThat(AgiResult.parse("520-Invalid%20command%20syntax.").ran()).isFalse();
    }
}
