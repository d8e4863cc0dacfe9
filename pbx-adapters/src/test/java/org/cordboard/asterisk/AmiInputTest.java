package org.cordboard.asterisk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class AmiInputTest {

    private static AmiInput input(String text) {
        return new AmiInput(new ByteArrayInputStream(text.getBytes(UTF_8)));
    }

    @Test
    void keepsTheLinesOfAFrameAsTheyWereSent() throws IOException {
        AmiInput input = input("Asterisk Call Manager/9.0.0\r\n\r\n\nResponse: Success\r\nOutput: a\nb\r\n\r\n");
        assertThat(input.banner()).isEqualTo("Asterisk Call Manager/9.0.0");
        AmiInput.Frame frame = input.frame();
        assertThat(frame.lines()).containsExactly("Response: Success", "Output: a", "b", "");
        assertThat(frame.message()).isEqualTo(AmiMessage.of("Response", "Success", "Output", "a\nb"));
        assertThatThrownBy(input::frame).isInstanceOf(IOException.class).hasMessage("the PBX closed the connection");
    }

    @Test
    void takesAFrameThatFillsItsRoomAndRefusesOneThatIsLarger() throws IOException {
        String value = "x".repeat(AmiInput.MAX_LINE - 3);
        String full = ("A: " + value + "\n").repeat(AmiInput.MAX_FRAME / AmiInput.MAX_LINE);
        assertThat(input(full + "\n").frame().message().headers()).hasSize(AmiInput.MAX_FRAME / AmiInput.MAX_LINE);
        assertThatThrownBy(() -> input(full + "x\n\n").frame())
                .isInstanceOf(IOException.class)
                .hasMessage("a frame of more than 1048576 bytes is not AMI");
    }

    @Test
    void refusesAFrameOfTooManyLines() {
        assertThatThrownBy(() -> input("A: 1\n".repeat(AmiInput.MAX_LINES + 1)).frame())
                .isInstanceOf(IOException.class)
                .hasMessage("a frame of more than 2000 lines is not AMI");
    }

    @Test
    void leavesOutAHeaderWithoutAName() throws IOException {
        assertThat(input("  : x\nA: b\n\n").frame().message()).isEqualTo(AmiMessage.of("A", "b"));
    }
}
