package org.cordboard.sim.ami;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.List;
import org.cordboard.fuzz.Bounded;
import org.cordboard.fuzz.Pieces;

/** Whatever a client sends to the simulated PBX is the same actions however it is cut, within Asterisk's limits. */
class AmiActionDecoderFuzzTest {

    @FuzzTest
    void readsTheSameActionsHoweverTheyAreCut(byte[] sent) throws Exception {
        Bounded.run(() -> {
            List<AmiActionDecoder.Cut> cuts = new AmiActionDecoder().take(sent);
            AmiActionDecoder decoder = new AmiActionDecoder();
            List<AmiActionDecoder.Cut> fromPieces = new ArrayList<>();
            Pieces.of(sent).forEach(piece -> fromPieces.addAll(decoder.take(piece)));
            assertThat(said(fromPieces)).isEqualTo(said(cuts));
        });
    }

    private static List<String> said(List<AmiActionDecoder.Cut> cuts) {
        List<String> said = new ArrayList<>();
        for (AmiActionDecoder.Cut cut : cuts) {
            said.add(
                    switch (cut) {
                        case AmiActionDecoder.Cut.Broken broken -> broken.reason();
                        case AmiActionDecoder.Cut.Message message -> {
                            AmiAction action = message.action();
                            assertThat(action.name()).isNotEmpty();
                            assertThat(action.lines()).hasSizeLessThanOrEqualTo(AmiActionDecoder.MAX_HEADERS);
                            yield String.join("\n", action.lines());
                        }
                    });
        }
        return said;
    }
}
