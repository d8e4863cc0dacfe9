package org.cordboard.crm.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Set;
import org.cordboard.crm.assignment.Assignments;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.fuzz.Bounded;
import org.jspecify.annotations.Nullable;

/** Each row of any file of owners gives a known customer an owner, or is a named fault. */
class OwnersFuzzTest {

    private static final Set<AgentId> MANAGERS = Set.of(new AgentId("a1"), new AgentId("a2"));

    @FuzzTest
    void takesEachRowOrNamesItsFault(byte[] text) throws Exception {
        Bounded.run(() -> {
            Store store = new Store();
            Assignments assignments = new Assignments(store.customers(), MANAGERS::contains);
            ImportSummary summary = run(store, assignments, text);
            if (summary != null) {
                assertThat(summary.added()).as("nobody had an owner").isLessThanOrEqualTo(3);
            }
        });
    }

    private static @Nullable ImportSummary run(Store store, Assignments assignments, byte[] text) {
        return store.run(text, (file, faulty) -> new AssignmentImport(assignments).run(file, faulty, "boss"));
    }
}
