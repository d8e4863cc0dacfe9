package org.cordboard.asterisk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AmiTextTest {

    @Test
    void readsFramesWithRepeatedEmptyAndColonedValues() {
        String first = "Event: VarSet\r\nVariable: a\r\nVariable:\r\nValue: x: y\r\n\r\n";
        String second = "Response: Success\nActionID: 7\n\n";
        List<AmiMessage> frames =
                new AmiFrameReader().text("Asterisk Call Manager/9.0.0\r\n" + first + "\r\n" + second);
        assertThat(frames).hasSize(2);
        AmiMessage event = frames.get(0);
        assertThat(event.event()).isEqualTo("VarSet");
        assertThat(event.headers())
                .containsExactly(
                        new AmiHeader("Event", "VarSet"),
                        new AmiHeader("Variable", "a"),
                        new AmiHeader("Variable", ""),
                        new AmiHeader("Value", "x: y"));
        assertThat(event.text("vALUE")).isEqualTo("x: y");
        assertThat(frames.get(1).isResponse()).isTrue();
    }

    @Test
    void readsTextCutAnywhere() {
        String text = "Asterisk Call Manager/9.0.0\r\nEvent: A\r\nX: 1\r\n\r\nEvent: B\n\n";
        for (int cut = 0; cut <= text.length(); cut++) {
            AmiFrameReader reader = new AmiFrameReader();
            List<AmiMessage> frames = new ArrayList<>(reader.text(text.substring(0, cut)));
            frames.addAll(reader.text(text.substring(cut)));
            assertThat(frames)
                    .as("cut at %d", cut)
                    .containsExactly(AmiMessage.of("Event", "A", "X", "1"), AmiMessage.of("Event", "B"));
        }
    }

    @Test
    void keepsLinesWithoutAColonWithTheValueAboveThem() {
        AmiMessage status = new AmiFrameReader()
                .text("Event: Status\r\nVariable: A=1\r\nB=2\r\n\r\n")
                .getFirst();
        assertThat(status.text("Variable")).isEqualTo("A=1\nB=2");
    }

    @Test
    void takesAFrameWithBothHeadersForAnEvent() {
        AmiMessage message = AmiMessage.of("Response", "Failure", "Event", "OriginateResponse");
        assertThat(message.isEvent()).isTrue();
        assertThat(message.isResponse()).isFalse();
    }

    @Test
    void leavesOutTheEndOfAFrameThatIsTooLong() {
        AmiFrameReader reader = new AmiFrameReader();
        for (int i = 0; i < AmiFrameReader.MAX_HEADERS + 5; i++) {
            assertThat(reader.line("A: b")).isNull();
        }
        AmiMessage frame = reader.line("");
        assertThat(frame).isNotNull();
        assertThat(reader.dropped()).isEqualTo(5);
    }

    @Test
    void printsAnActionWithRepeatedHeaders() {
        AmiAction action = AmiAction.named("Originate").with("Variable", "A=1").with("Variable", "B=2");
        assertThat(AmiText.print(action)).isEqualTo("Action: Originate\r\nVariable: A=1\r\nVariable: B=2\r\n\r\n");
    }

    @Test
    void neverLetsALineBreakIntoAnAction() {
        AmiHeader evil = new AmiHeader("A\nB", "1\r\n\r\nAction: Logoff\u0000");
        AmiAction action = new AmiAction("Ping\r\nX: y", List.of(evil));
        assertThat(AmiText.print(action)).isEqualTo("Action: Ping  X: y\r\nA B: 1    Action: Logoff \r\n\r\n");
    }

    @Test
    void readsWhatItPrints() {
        AmiMessage message = AmiMessage.of("Event", "X", "A", "1", "A", "2");
        assertThat(new AmiFrameReader().text(AmiText.print(message))).containsExactly(message);
    }
}
