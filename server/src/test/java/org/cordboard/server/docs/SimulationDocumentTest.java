package org.cordboard.server.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.cordboard.sim.run.Coverage;
import org.junit.jupiter.api.Test;

/** Holds docs/SIMULATION.md to the situations a simulation looks for. */
class SimulationDocumentTest {

    @Test
    void explainsEverySituationInOrder() {
        assertThat(Documents.words(Documents.root().resolve("docs/SIMULATION.md"))
                        .get("Reading the output"))
                .isEqualTo(Stream.of(Coverage.Met.values()).map(Enum::name).toList());
    }
}
