package org.cordboard.asterisk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.cordboard.fuzz.Bounded;
import org.cordboard.fuzz.Pieces;

/** Whatever a PBX sends is the same frames however it is cut, and each frame can be printed and read again. */
class AmiInputFuzzTest {

    /** What was read, and why no more was. */
    private record Heard(List<AmiMessage> frames, String end) {}

    @FuzzTest
    void readsTheSameFramesHoweverTheyAreCut(byte[] sent) throws Exception {
        Bounded.run(() -> {
            Heard heard = read(new ByteArrayInputStream(sent));
            List<ByteArrayInputStream> pieces =
                    Pieces.of(sent).stream().map(ByteArrayInputStream::new).toList();
            assertThat(read(new BufferedInputStream(new SequenceInputStream(Collections.enumeration(pieces)))))
                    .isEqualTo(heard);
            for (AmiMessage frame : heard.frames()) {
                assertThat(frame.headers()).isNotEmpty().hasSizeLessThanOrEqualTo(AmiFrameReader.MAX_HEADERS);
                byte[] printed = AmiText.print(frame).getBytes(UTF_8);
                assertThat(read(new ByteArrayInputStream(printed)).frames()).containsExactly(frame);
            }
        });
    }

    private static Heard read(InputStream in) {
        AmiInput input = new AmiInput(in);
        List<AmiMessage> frames = new ArrayList<>();
        try {
            while (true) {
                frames.add(input.frame().message());
            }
        } catch (IOException e) {
            return new Heard(frames, String.valueOf(e.getMessage()));
        }
    }
}
