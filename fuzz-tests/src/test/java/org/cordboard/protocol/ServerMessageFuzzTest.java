package org.cordboard.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.cordboard.fuzz.Bounded;

/** Whatever comes from a server, perhaps a newer one, is a message that can be written and read again, or is refused. */
class ServerMessageFuzzTest {

    @FuzzTest
    void readsAMessageOrRefusesIt(byte[] frame) throws Exception {
        Bounded.run(() -> {
            try {
                ServerMessage message = ProtocolCodec.decodeServer(new String(frame, UTF_8));
                if (!(message instanceof ServerMessage.Unrecognised)) {
                    String text = ProtocolCodec.encode(message);
                    ServerMessage again = ProtocolCodec.decodeServer(text);
                    assertThat(ProtocolCodec.encode(again)).isEqualTo(text);
                    // Half a character is replaced when it is written.
                    assertThat(text.contains("\uFFFD") || again.equals(message)).isTrue();
                }
            } catch (ProtocolException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        });
    }
}
