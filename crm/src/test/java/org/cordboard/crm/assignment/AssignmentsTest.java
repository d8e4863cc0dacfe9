package org.cordboard.crm.assignment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cordboard.crm.customer.CustomerClaim;
import org.cordboard.crm.customer.CustomerStore;
import org.cordboard.crm.customer.Outcome;
import org.cordboard.crm.customer.OwnerChanges.OwnerChange;
import org.cordboard.crm.customer.PhoneNumbers;
import org.cordboard.crm.load.AssignmentImport;
import org.cordboard.crm.load.CustomerFileException;
import org.cordboard.crm.load.ImportSummary;
import org.cordboard.crm.store.AuditLog;
import org.cordboard.crm.store.Database;
import org.cordboard.crm.store.OnEachDatabase;
import org.cordboard.crm.store.TestDatabases;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.customer.CustomerId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@OnEachDatabase
class AssignmentsTest {

    private static final AgentId ANN = new AgentId("ann");
    private static final AgentId BOB = new AgentId("bob");
    private static final LocalDate DAY = LocalDate.of(2027, 3, 1);

    @TempDir
    Path folder;

    private final Database database = TestDatabases.fresh();
    private final CustomerStore store = new CustomerStore(database, new PhoneNumbers("CN"));
    private final Assignments assignments = new Assignments(store, List.of(ANN, BOB)::contains);
    private final Deputies deputies = new Deputies(database, InstantSource.fixed(Instant.EPOCH));

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void givesChangesAndTakesAwayAnOwner() {
        CustomerId id = given(1, "").get(0);

        assertThat(assignments.assign(id, ANN, "sue")).isEqualTo(new Outcome.Added());
        assertThat(assignments.assign(id, ANN, "sue")).isEqualTo(new Outcome.Unchanged());
        assertThat(assignments.assign(id, BOB, "sue")).isEqualTo(new Outcome.Changed());
        assertThat(owner(id)).contains(BOB);
        assertThat(assignments.remove(id, "sue")).isEqualTo(new Outcome.Changed());
        assertThat(owner(id)).isEmpty();
        assertThat(new AuditLog(database).of("customer", id.value(), 10))
                .extracting(AuditLog.Entry::detail)
                .containsExactly("bob -> nobody", "ann -> bob", "nobody -> ann");
    }

    @Test
    void keepsADecisionWhenAFileSaysOtherwise() {
        CustomerId id = given(1, "ann").get(0);
        assertThat(owner(id)).contains(ANN);

        assignments.assign(id, BOB, "sue");
        given(1, "ann");
        assertThat(owner(id)).contains(BOB);
        assignments.remove(id, "sue");
        given(1, "ann");
        assertThat(owner(id)).isEmpty();
    }

    @Test
    void refusesOwnersAndCustomersThatAreNotThere() {
        CustomerId id = given(1, "").get(0);
        CustomerId nobody = new CustomerId("C99");

        assertThat(assignments.apply(
                        List.of(
                                new OwnerChange(id, new AgentId("eve")),
                                new OwnerChange(nobody, ANN),
                                new OwnerChange(id, ANN)),
                        "sue"))
                .containsExactly(
                        new Outcome.LeftOut("'eve' is nobody who can own customers"),
                        new Outcome.LeftOut("there is no customer 'C99'"),
                        new Outcome.Added());
    }

    @Test
    void assignsThousandsAtOnce() {
        List<CustomerId> ids = given(1_234, "");

        List<Outcome> outcomes = assignments.apply(
                ids.stream().map(id -> new OwnerChange(id, ANN)).toList(), "sue");

        assertThat(outcomes).hasSize(1_234).containsOnly(new Outcome.Added());
        assertThat(owner(ids.get(1_233))).contains(ANN);
    }

    @Test
    void readsAssignmentsFromAFile() throws IOException {
        given(3, "bob");
        Path file = Files.writeString(
                folder.resolve("owners.csv"), "customer,owner\nC0,ann\nC1,\nC2,bob\nC7,ann\nC0,eve\n,ann\nC1\n");
        Path faulty = folder.resolve("faulty.csv");

        ImportSummary summary = new AssignmentImport(assignments).run(file, faulty, "sue");

        assertThat(summary).hasToString("0 customers added, 2 changed, 1 unchanged, 4 rows left out");
        assertThat(summary.faults())
                .extracting(ImportSummary.RowFault::toString)
                .containsExactlyInAnyOrder(
                        "line 5: there is no customer 'C7'",
                        "line 6: 'eve' is nobody who can own customers",
                        "line 7: customer is empty",
                        "line 8: 1 fields where the header has 2");
        assertThat(faulty).exists();
        assertThat(owner(new CustomerId("C0"))).contains(ANN);
        assertThat(owner(new CustomerId("C1"))).isEmpty();
    }

    @Test
    void refusesAFileWithoutItsColumns() throws IOException {
        Path file = Files.writeString(folder.resolve("owners.csv"), "customer,manager\nC0,ann\n");

        assertThatThrownBy(() -> new AssignmentImport(assignments).run(file, null, "sue"))
                .isInstanceOf(CustomerFileException.class)
                .hasMessage("owners.csv: the header needs the columns customer, owner.");
    }

    @Test
    void namesTheDeputyOnTheDaysOfTheTermOnly() {
        Deputies.Term term = new Deputies.Term(ANN, DAY, DAY.plusDays(6), BOB);
        deputies.add(term, "sue");

        assertThat(deputies.on(ANN, DAY.minusDays(1))).isEmpty();
        assertThat(deputies.on(ANN, DAY)).contains(BOB);
        assertThat(deputies.on(ANN, DAY.plusDays(6))).contains(BOB);
        assertThat(deputies.on(ANN, DAY.plusDays(7))).isEmpty();
        assertThat(deputies.remove(term, "sue")).isTrue();
        assertThat(deputies.remove(term, "sue")).isFalse();
        assertThat(deputies.of(ANN)).isEmpty();
        assertThat(new AuditLog(database).of("deputy", "ann", 10)).hasSize(2);
    }

    @Test
    void refusesTwoDeputiesOnOneDayAndOneForOneself() {
        deputies.add(new Deputies.Term(ANN, DAY, DAY.plusDays(6), BOB), "sue");

        assertThatThrownBy(() -> deputies.add(
                        new Deputies.Term(ANN, DAY.plusDays(6), DAY.plusDays(9), new AgentId("eve")), "sue"))
                .hasMessage("'ann' has 'bob' as deputy from 2027-03-01 to 2027-03-07 already");
        deputies.add(new Deputies.Term(ANN, DAY.plusDays(7), DAY.plusDays(9), new AgentId("eve")), "sue");
        assertThat(deputies.of(ANN)).hasSize(2);
        assertThatThrownBy(() -> new Deputies.Term(ANN, DAY, DAY, ANN)).hasMessage("'ann' cannot be their own deputy");
        assertThatThrownBy(() -> new Deputies.Term(ANN, DAY, DAY.minusDays(1), BOB))
                .hasMessageContaining("before it begins");
    }

    private Optional<AgentId> owner(CustomerId id) {
        return store.find(id).orElseThrow().customer().owner();
    }

    private List<CustomerId> given(int count, String owner) {
        List<CustomerClaim> claims = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            claims.add(new CustomerClaim(
                    new CustomerId("C" + i),
                    null,
                    Map.of("name", "Wei", "owner", owner),
                    List.of("+86138%08d".formatted(i))));
        }
        store.take("crm", claims, false);
        return claims.stream().map(CustomerClaim::id).toList();
    }
}
