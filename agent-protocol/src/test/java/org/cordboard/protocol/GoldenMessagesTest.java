package org.cordboard.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GoldenMessagesTest {

    @Test
    void everyMessageHasOneGoldenFileAndOneSample() {
        TreeSet<String> samples = new TreeSet<>();
        Samples.ofClients().forEach(m -> samples.add(ProtocolCodec.typeOf(m)));
        Samples.ofServers().forEach(m -> samples.add(ProtocolCodec.typeOf(m)));
        assertThat(samples).isEqualTo(Golden.types());
        assertThat(Golden.files().keySet()).isEqualTo(Golden.types());
        assertThat(samples)
                .hasSize(Samples.ofClients().size() + Samples.ofServers().size());
    }

    @Test
    void noNameIsUsedInBothDirections() {
        assertThat(MessageTypes.CLIENT.byName().keySet())
                .doesNotContainAnyElementsOf(MessageTypes.SERVER.byName().keySet());
    }

    @ParameterizedTest
    @MethodSource("org.cordboard.protocol.Samples#ofClients")
    void goldenFileOfClientMessageIsReadAndWrittenExactly(ClientMessage message) {
        String golden = Golden.of(ProtocolCodec.typeOf(message));
        assertThat(ProtocolCodec.encode(message)).isEqualTo(golden);
        assertThat(ProtocolCodec.decodeClient(golden)).isEqualTo(message);
    }

    @ParameterizedTest
    @MethodSource("org.cordboard.protocol.Samples#ofServers")
    void goldenFileOfServerMessageIsReadAndWrittenExactly(ServerMessage message) {
        String golden = Golden.of(ProtocolCodec.typeOf(message));
        assertThat(ProtocolCodec.encode(message)).isEqualTo(golden);
        assertThat(ProtocolCodec.decodeServer(golden)).isEqualTo(message);
    }

    @Test
    void eventKeepsAllButItsNumberWhenRenumbered() {
        for (ServerMessage message : Samples.ofServers()) {
            if (message instanceof Event event) {
                Event renumbered = event.withSeq(event.seq() + 100);
                assertThat(renumbered.seq()).isEqualTo(event.seq() + 100);
                assertThat(renumbered.withSeq(event.seq())).isEqualTo(event);
            }
        }
    }

    @Test
    void attributesKeepTheirOrder() {
        Event.OfferMade made = (Event.OfferMade) ProtocolCodec.decodeServer(Golden.of("offer.made"));
        Offer.Customer customer = Objects.requireNonNull(made.offer().customer());
        assertThat(customer.attributes().keySet()).containsExactly("company", "since");
    }
}
