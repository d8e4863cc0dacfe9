package org.cordboard.crm.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.cordboard.crm.store.AuditLog;
import org.cordboard.crm.store.Database;
import org.cordboard.crm.store.OnEachDatabase;
import org.cordboard.crm.store.TestDatabases;
import org.cordboard.cti.customer.Customer;
import org.cordboard.cti.customer.CustomerId;
import org.cordboard.cti.customer.Tier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@OnEachDatabase
class CustomerStoreTest {

    private final Database database = TestDatabases.fresh();
    private final PhoneNumbers phoneNumbers = new PhoneNumbers("CN");
    private final CustomerStore store = new CustomerStore(database, phoneNumbers);
    private final CustomerEdits edits = new CustomerEdits(store, phoneNumbers);

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void findsACustomerByAnyNumberHoweverItIsWritten() {
        store.put(List.of(new CustomerEntry(Samples.customer("C1"), List.of("13800138000", "010-62345678"))));

        assertThat(store.lookUp("+86 138 0013 8000")).contains(Samples.customer("C1"));
        assertThat(store.lookUp("01062345678")).contains(Samples.customer("C1"));
        assertThat(store.lookUp("13800138001")).isEmpty();
    }

    @Test
    void keepsTheOrderOfAttributes() {
        store.put(List.of(new CustomerEntry(Samples.customer("C1"), List.of("13800138000"))));

        assertThat(store.lookUp("13800138000").orElseThrow().attributes().keySet())
                .containsExactly("region", "since");
    }

    @Test
    void takesWithheldNumbersForNobodys() {
        assertThat(store.lookUp("")).isEmpty();
        assertThat(store.lookUp("anonymous")).isEmpty();
    }

    @Test
    void replacesACustomerWithAllNumbersAndAttributes() {
        Customer plain = new Customer(new CustomerId("C1"), "Wei", Tier.ORDINARY, false, null, Map.of());
        store.put(List.of(new CustomerEntry(Samples.customer("C1"), List.of("13800138000"))));

        store.put(List.of(new CustomerEntry(plain, List.of("13900139000"))));

        assertThat(store.lookUp("13800138000")).isEmpty();
        assertThat(store.lookUp("13900139000")).contains(plain);
        assertThat(store.count()).isEqualTo(1);
    }

    @Test
    void keepsTheFirstClaimOfANumberWhenAnotherCustomerClaimsItToo() {
        store.put(List.of(new CustomerEntry(Samples.customer("C1"), List.of("13800138000"))));

        store.take("bi", List.of(claim("B1", "Bo", "+8613800138000")), false);

        assertThat(store.lookUp("13800138000").orElseThrow().id()).isEqualTo(new CustomerId("C1"));
        assertThat(profile("C1").contested()).isTrue();
        assertThat(profile("B1").numbers()).allMatch(NumberClaim::contested);
        assertThat(store.search(CustomerFilter.all(10).onlyContested()))
                .extracting(customer -> customer.id().value())
                .containsExactly("B1", "C1");
    }

    @Test
    void letsPeopleDecideWhoseANumberIs() {
        store.take("crm", List.of(claim("C1", "Wei", "+8613800138000")), false);
        store.take("bi", List.of(claim("B1", "Bo", "+8613800138000")), false);

        edits.chooseNumber(new CustomerId("B1"), "13800138000", "sue");

        assertThat(store.lookUp("13800138000").orElseThrow().id()).isEqualTo(new CustomerId("B1"));
        assertThatThrownBy(() -> edits.chooseNumber(new CustomerId("B1"), "13900139000", "sue"))
                .hasMessage("no source says that this number is the customer's; add it first");
    }

    @Test
    void keepsConflictingValuesOfTwoSourcesAndFlagsThem() {
        store.take("crm", List.of(claim("C1", "Wei", "+8613800138000", "tier", "GOLD")), false);
        store.take("bi", List.of(claim("C1", "Wei", "+8613800138000", "tier", "SILVER", "points", "5")), false);

        FieldValue tier = field("C1", "tier");
        assertThat(tier.value()).isEqualTo("GOLD");
        assertThat(tier.source()).isEqualTo("crm");
        assertThat(tier.others()).isEqualTo(Map.of("bi", "SILVER"));
        assertThat(tier.contested()).isTrue();
        assertThat(field("C1", "name").contested()).isFalse();
        assertThat(field("C1", "points").source()).isEqualTo("bi");
        assertThat(store.search(CustomerFilter.all(10).onlyContested())).hasSize(1);
    }

    @Test
    void findsNamesByTheirBeginningInAnyScript() {
        String rare = "\uD842\uDFB7";
        List<String> names = List.of("王" + rare + "明", "王\uFF21", "王!100%_", "王!1000", "玉");
        for (int i = 0; i < names.size(); i++) {
            store.take("crm", List.of(claim("C" + i, names.get(i), "+861380013800" + i)), false);
        }

        assertThat(ids(CustomerFilter.all(10).withName("王"))).containsExactly("C0", "C1", "C2", "C3");
        assertThat(ids(CustomerFilter.all(10).withName("王" + rare))).containsExactly("C0");
        assertThat(ids(CustomerFilter.all(10).withName("王!100%_"))).containsExactly("C2");
        assertThat(ids(CustomerFilter.all(10).withName("王!100"))).containsExactly("C2", "C3");
        assertThat(ids(CustomerFilter.all(10).withName("\\"))).isEmpty();
    }

    @Test
    void settlesAConflictByADecisionUntilASourceSaysSomethingNew() {
        store.take("crm", List.of(claim("C1", "Wei", "+8613800138000", "tier", "GOLD")), false);
        store.take("bi", List.of(claim("C1", "Wei", "+8613800138000", "tier", "SILVER")), false);

        edits.set(new CustomerId("C1"), Map.of("tier", "silver"), "sue");

        assertThat(field("C1", "tier").value()).isEqualTo("SILVER");
        assertThat(field("C1", "tier").contested()).isFalse();

        store.take("crm", List.of(claim("C1", "Wei", "+8613800138000", "tier", "DIAMOND")), false);

        assertThat(field("C1", "tier").value()).isEqualTo("SILVER");
        assertThat(field("C1", "tier").contested()).isTrue();
    }

    @Test
    void letsSourcesCountAgainWhenADecisionIsTakenBack() {
        store.take("crm", List.of(claim("C1", "Wei", "+8613800138000", "tier", "GOLD")), false);
        edits.set(new CustomerId("C1"), Map.of("tier", "diamond", "note", "likes tea"), "sue");
        edits.set(new CustomerId("C1"), Map.of("tier", ""), "sue");

        assertThat(field("C1", "tier").value()).isEqualTo("GOLD");
        assertThat(field("C1", "note").source()).isEqualTo(SourceClaims.STAFF);
        assertThat(new AuditLog(database).of("customer", "C1", 10))
                .extracting(AuditLog.Entry::actor, AuditLog.Entry::action)
                .containsExactly(tuple("sue", "set"), tuple("sue", "set"));
    }

    @Test
    void changesNothingWhenASourceSaysTheSameAgain() {
        List<CustomerClaim> said = List.of(claim("C1", "Wei", "+8613800138000", "tier", "GOLD"));

        assertThat(store.take("crm", said, false)).containsExactly(new Outcome.Added());
        assertThat(store.take("crm", said, false)).containsExactly(new Outcome.Unchanged());
        assertThat(store.take("bi", said, false)).containsExactly(new Outcome.Changed());
    }

    @Test
    void takesTwoRecordsWithOneIdentityForOneCustomer() {
        Identity identity = Identity.parse("11010519491231002X");
        store.take("crm", List.of(claim("C1", identity, "Wei", "+8613800138000")), false);

        store.take("bi", List.of(claim("B7", identity, "Wei", "+8613900139000")), false);

        assertThat(store.count()).isEqualTo(1);
        assertThat(store.lookUp("13900139000").orElseThrow().id()).isEqualTo(new CustomerId("C1"));
        assertThat(store.take("crm", List.of(claim("C2", identity, "Bo", "+8613700137000")), false))
                .containsExactly(new Outcome.LeftOut("identity belongs to customer 'C1' already"));
    }

    @Test
    void showsNumbersAndIdentityMaskedToThoseWithoutTheRight() {
        Identity identity = Identity.parse("11010519491231002X");
        store.take("crm", List.of(claim("C1", identity, "Wei", "+8613800138000")), false);

        CustomerProfile masked = profile("C1").masked();

        assertThat(masked.numbers().get(0).number()).isEqualTo("**********8000");
        assertThat(masked.customer().identity()).isEqualTo(new Identity(Identity.Kind.PERSON, "**************002X"));
        assertThat(masked.customer().name()).isEqualTo("Wei");
    }

    @Test
    void neverChangesAnIdentity() {
        store.take("crm", List.of(claim("C1", Identity.parse("11010519491231002X"), "Wei", "+8613800138000")), false);
        Identity other = Identity.parse("91350100M000100Y43");

        assertThat(store.take("bi", List.of(claim("C1", other, "Wei", "+8613800138000")), false))
                .containsExactly(new Outcome.LeftOut("identity is not the one that customer 'C1' has"));
    }

    @Test
    void closesACustomerAndKeepsTheRecord() {
        store.put(List.of(new CustomerEntry(Samples.customer("C1"), List.of("13800138000"))));

        edits.close(new CustomerId("C1"), "moved away", "sue");

        assertThat(store.lookUp("13800138000")).isEmpty();
        assertThat(profile("C1").customer().status()).isEqualTo(CustomerStatus.CLOSED);
        edits.reopen(new CustomerId("C1"), "came back", "sue");
        assertThat(store.lookUp("13800138000")).isPresent();
    }

    @Test
    void findsCustomersByWhatIsAskedForPageByPage() {
        store.take(
                "crm",
                List.of(
                        claim("C1", "Wei", "+8613800138000", "district", "north", "owner", "ann"),
                        claim("C2", "Wang", "+8613800138001", "district", "south", "owner", "ann"),
                        claim("C3", "Bo", "+8613800138002", "district", "north", "owner", "bob")),
                false);
        CustomerFilter all = CustomerFilter.all(2);

        assertThat(ids(all)).containsExactly("C1", "C2");
        assertThat(ids(all.after("C2"))).containsExactly("C3");
        assertThat(ids(all.withName("W"))).containsExactly("C1", "C2");
        assertThat(ids(all.withOwner("bob"))).containsExactly("C3");
        assertThat(ids(all.withDistricts(List.of("north", "west")))).containsExactly("C1", "C3");
        assertThat(ids(all.withDistricts(List.of()))).isEmpty();
        assertThat(ids(all.withNumber("138 0013 8001"))).containsExactly("C2");
        assertThat(ids(all.withName("' or 1 = 1 --"))).isEmpty();
        assertThat(ids(all.withName("%"))).isEmpty();
        assertThat(ids(all.withName("_"))).isEmpty();
        assertThat(ids(all.withStatus(CustomerStatus.CLOSED))).isEmpty();
    }

    @Test
    void refusesValuesThatHaveNotTheFormOfTheirField() {
        store.put(List.of(new CustomerEntry(Samples.customer("C1"), List.of("13800138000"))));
        CustomerId id = new CustomerId("C1");

        assertThatThrownBy(() -> edits.set(id, Map.of("birthday", "1980-02-30"), "sue"))
                .hasMessage("birthday is a day that does not exist: '1980-02-30'");
        assertThatThrownBy(() -> edits.set(id, Map.of("points", "many"), "sue")).hasMessage("points is not a number");
        assertThatThrownBy(() -> edits.set(id, Map.of("address", "a\r\nAction: Originate"), "sue"))
                .hasMessage("address holds a line break or another control character");
        edits.set(id, Map.of("Contract_Ends", "2027/1/5", "points", "12,000"), "sue");
        assertThat(field("C1", "contract ends").value()).isEqualTo("2027-01-05");
        assertThat(field("C1", "contract ends").field().group()).isEqualTo(AttributeGroup.CONTRACTS);
        assertThat(field("C1", "points").value()).isEqualTo("12000");
    }

    private List<String> ids(CustomerFilter filter) {
        return store.search(filter).stream()
                .map(customer -> customer.id().value())
                .toList();
    }

    private CustomerProfile profile(String id) {
        return store.find(new CustomerId(id)).orElseThrow();
    }

    private FieldValue field(String id, String name) {
        return Objects.requireNonNull(profile(id).customer().fields().get(name));
    }

    private static CustomerClaim claim(String id, String name, String number, String... more) {
        return claim(id, null, name, number, more);
    }

    private static CustomerClaim claim(
            String id, @Nullable Identity identity, String name, String number, String... more) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("name", name);
        for (int i = 0; i < more.length; i += 2) {
            values.put(more[i], more[i + 1]);
        }
        return new CustomerClaim(new CustomerId(id), identity, values, List.of(number));
    }
}
