package org.cordboard.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.cordboard.fuzz.Bounded;

/** Whatever a desktop sends is a message that can be written and read again, or is refused with an answer that can be sent. */
class ClientMessageFuzzTest {

    @FuzzTest
    void readsAMessageOrRefusesIt(byte[] frame) throws Exception {
        Bounded.run(() -> {
            try {
                ClientMessage message = ProtocolCodec.decodeClient(new String(frame, UTF_8));
                assertThat(ProtocolCodec.decodeClient(ProtocolCodec.encode(message)))
                        .isEqualTo(message);
            } catch (ProtocolException e) {
                String answer = ProtocolCodec.encode(e.answer());
                assertThat(ProtocolCodec.decodeServer(answer)).isEqualTo(e.answer());
            }
        });
    }
}
