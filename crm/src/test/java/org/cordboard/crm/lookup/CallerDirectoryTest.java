package org.cordboard.crm.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cordboard.crm.assignment.Deputies;
import org.cordboard.crm.calls.CallRecordProjection;
import org.cordboard.crm.customer.CustomerClaim;
import org.cordboard.crm.customer.CustomerEdits;
import org.cordboard.crm.customer.CustomerStore;
import org.cordboard.crm.customer.PhoneNumbers;
import org.cordboard.crm.customer.Samples;
import org.cordboard.crm.store.Database;
import org.cordboard.crm.store.OnEachDatabase;
import org.cordboard.crm.store.TestDatabases;
import org.cordboard.crm.targeting.TargetList;
import org.cordboard.crm.targeting.TargetLists;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.customer.CustomerId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@OnEachDatabase
class CallerDirectoryTest {

    private static final String NUMBER = "13800138000";
    private static final CustomerId ID = new CustomerId("C1");
    private static final LocalDate FIRST = LocalDate.of(2027, 3, 1);

    private final Database database = TestDatabases.fresh();
    private final PhoneNumbers phoneNumbers = new PhoneNumbers("CN");
    private final CustomerStore store = new CustomerStore(database, phoneNumbers);
    private final CustomerEdits edits = new CustomerEdits(store, phoneNumbers);
    private final Wall clock = new Wall();
    private final TargetLists lists = new TargetLists(database, clock, 600);
    private final Deputies deputies = new Deputies(database, clock);
    private final CallerDirectory directory =
            new CallerDirectory(database, phoneNumbers, store, lists, deputies, clock);

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void answersFromMemoryTheSecondTimeEvenWithTheDatabaseDown() {
        given("crm", "owner", "ann");
        directory.lookUp(NUMBER);
        directory.lookUp("13900139000");
        database.close();

        assertThat(directory.customer(NUMBER).orElseThrow().id()).isEqualTo(ID);
        assertThat(directory.lookUp("139 0013 9000")).isEmpty();
        assertThat(directory.lookUp("")).isEmpty();
    }

    @Test
    void namesTheAgentACustomerTalkedToOfLate() {
        given("crm", "tier", "SILVER");
        long now = clock.millis();
        new CallRecordProjection(database, "s-1")
                .apply(1, List.of(Samples.answered("s-1-1", now - CallerDirectory.LAST_AGENT_FOR.toMillis() + 1)));
        assertThat(directory.customer(NUMBER).orElseThrow().lastAgent()).isEqualTo(new AgentId("ann"));

        directory.talked(ID, new AgentId("ben"), now);
        assertThat(directory.customer(NUMBER).orElseThrow().lastAgent()).isEqualTo(new AgentId("ben"));
    }

    @Test
    void forgetsTheAgentACustomerTalkedToLongAgo() {
        given("crm", "tier", "SILVER");
        long now = clock.millis();
        new CallRecordProjection(database, "s-1")
                .apply(1, List.of(Samples.answered("s-1-1", now - CallerDirectory.LAST_AGENT_FOR.toMillis())));
        directory.talked(ID, new AgentId("ben"), now - CallerDirectory.LAST_AGENT_FOR.toMillis());
        assertThat(directory.customer(NUMBER).orElseThrow().lastAgent()).isNull();
    }

    @Test
    void seesEditsAndImportsAtOnce() {
        assertThat(directory.lookUp(NUMBER)).isEmpty();
        given("crm", "tier", "SILVER");
        assertThat(directory.customer(NUMBER)).isPresent();

        edits.set(ID, Map.of("name", "Wei Wei"), "sue");
        assertThat(directory.customer(NUMBER).orElseThrow().name()).isEqualTo("Wei Wei");

        edits.addNumber(ID, "13700137000", "sue");
        assertThat(directory.customer("13700137000")).isPresent();

        edits.close(ID, "gone", "sue");
        assertThat(directory.lookUp(NUMBER)).isEmpty();
    }

    @Test
    void takesACustomerForATargetOnTheDaysOfAListOnly() {
        given("crm");
        lists.put(new TargetList("spring", "Spring", FIRST, FIRST.plusDays(1), 40, false), "sue");
        lists.put(new TargetList("loyal", "Loyal", FIRST, FIRST, 90, false), "sue");
        lists.add("spring", List.of(ID), "sue");
        lists.add("loyal", List.of(ID), "sue");

        clock.at(FIRST.minusDays(1));
        assertThat(caller().customer().target()).isFalse();
        assertThat(caller().bonusSeconds()).isZero();
        clock.at(FIRST);
        assertThat(caller().customer().target()).isTrue();
        assertThat(caller().bonusSeconds()).isEqualTo(90);
        assertThat(caller().customer().bonus()).isEqualTo(Duration.ofSeconds(90));
        clock.at(FIRST.plusDays(1));
        assertThat(caller().bonusSeconds()).isEqualTo(40);
        clock.at(FIRST.plusDays(2));
        assertThat(caller().customer().target()).isFalse();
    }

    @Test
    void endsWithAListThatIsClosedOrLeft() {
        given("crm");
        clock.at(FIRST);
        TargetList list = new TargetList("spring", "Spring", FIRST, FIRST, 40, false);
        lists.put(list, "sue");
        lists.add("spring", List.of(ID), "sue");
        assertThat(caller().bonusSeconds()).isEqualTo(40);

        lists.put(new TargetList("spring", "Spring", FIRST, FIRST, 40, true), "sue");
        assertThat(caller().bonusSeconds()).isZero();
        lists.put(list, "sue");
        lists.remove("spring", List.of(ID), "sue");
        assertThat(caller().bonusSeconds()).isZero();
    }

    @Test
    void namesWhoStandsInForTheOwnerToday() {
        given("crm", "owner", "ann");
        assertThat(caller().deputy()).isEmpty();
        deputies.add(new Deputies.Term(new AgentId("ann"), FIRST, FIRST.plusDays(2), new AgentId("bob")), "sue");

        clock.at(FIRST.plusDays(2));
        assertThat(caller().deputy()).contains(new AgentId("bob"));
        assertThat(caller().customer().deputy()).isEqualTo(new AgentId("bob"));
        clock.at(FIRST.plusDays(3));
        assertThat(caller().deputy()).isEmpty();
    }

    @Test
    void saysThatANumberIsClaimedTwice() {
        given("crm");
        assertThat(caller().numberContested()).isFalse();
        store.take(
                "bi",
                List.of(new CustomerClaim(new CustomerId("B1"), null, Map.of("name", "Bo"), List.of("+86" + NUMBER))),
                false);

        assertThat(caller().numberContested()).isTrue();
        assertThat(caller().customer().id()).isEqualTo(ID);
    }

    @Test
    void keepsNoMoreThanItMay() {
        for (int i = 0; i < CallerDirectory.KEPT + 5_000; i++) {
            directory.lookUp(String.valueOf(13_800_000_000L + i));
        }

        assertThat(directory.kept()).isLessThanOrEqualTo(CallerDirectory.KEPT);
    }

    private IdentifiedCaller caller() {
        return directory.lookUp(NUMBER).orElseThrow();
    }

    private void given(String source, String... more) {
        Map<String, String> values = new LinkedHashMap<>(Map.of("name", "Wei"));
        for (int i = 0; i < more.length; i += 2) {
            values.put(more[i], more[i + 1]);
        }
        store.take(source, List.of(new CustomerClaim(ID, null, values, List.of("+86" + NUMBER))), false);
    }

    /** A clock that stands at noon of a day. */
    private static final class Wall extends Clock {

        private LocalDate day = FIRST;

        void at(LocalDate next) {
            day = next;
        }

        @Override
        public Instant instant() {
            return day.atTime(12, 0).toInstant(ZoneOffset.UTC);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException("nobody asks for another zone");
        }
    }
}
