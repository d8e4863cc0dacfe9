package org.cordboard.crm.permission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cordboard.crm.customer.CustomerClaim;
import org.cordboard.crm.customer.CustomerFilter;
import org.cordboard.crm.customer.CustomerProfile;
import org.cordboard.crm.customer.CustomerRecord;
import org.cordboard.crm.customer.CustomerStore;
import org.cordboard.crm.customer.PhoneNumbers;
import org.cordboard.crm.organisation.Organisation;
import org.cordboard.crm.organisation.Role;
import org.cordboard.crm.organisation.Unit;
import org.cordboard.crm.organisation.UnitTier;
import org.cordboard.crm.organisation.User;
import org.cordboard.crm.store.Database;
import org.cordboard.crm.store.OnEachDatabase;
import org.cordboard.crm.store.TestDatabases;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.customer.CustomerId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@OnEachDatabase
class AccessTest {

    private final Organisation organisation = new Organisation(List.of(
            new Unit("city", "City", UnitTier.CITY, null),
            new Unit("north", "North", UnitTier.DISTRICT, "city"),
            new Unit("south", "South", UnitTier.DISTRICT, "city"),
            new Unit("north-1", "North 1", UnitTier.TEAM, "north"),
            new Unit("south-1", "South 1", UnitTier.TEAM, "south")));
    private final Database database = TestDatabases.fresh();
    private final CustomerStore store = new CustomerStore(database, new PhoneNumbers("CN"));

    @BeforeEach
    void customers() {
        store.take(
                "crm",
                List.of(
                        claim("N", "north", "ann", "+8613800138000"),
                        claim("S", "south", "sam", "+8613800138001"),
                        claim("X", "", "", "+8613800138002")),
                false);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @ParameterizedTest
    @CsvSource({
        "AGENT,         north-1, ann, N",
        "AGENT,         south-1, ann, N",
        "AGENT,         north-1, eve, ''",
        "DISTRICT_LEAD, north,   eve, N",
        "DISTRICT_LEAD, south,   eve, S",
        "DISTRICT_LEAD, north,   sam, N S",
        "DISTRICT_LEAD, north-1, sam, S",
        "SUPERVISOR,    city,    eve, N S X",
        "SUPERVISOR,    south,   eve, S",
        "ADMINISTRATOR, city,    ann, ''"
    })
    void showsOnlyOnesOwnTierAndBelow(Role role, String unit, String login, String visible) {
        Access access = access(role, unit, login);

        List<String> found = access.narrowed(CustomerFilter.all(10), Action.VIEW)
                .map(filter -> ids(store.search(filter)))
                .orElse(List.of());

        assertThat(String.join(" ", found)).isEqualTo(visible);
        assertThat(store.search(CustomerFilter.all(10)))
                .filteredOn(customer -> access.mayTo(Resource.CUSTOMER, Action.VIEW, customer))
                .extracting(customer -> customer.id().value())
                .containsExactlyElementsOf(found);
    }

    @Test
    void doesNotLetASearchReachAroundTheScope() {
        Access lead = access(Role.DISTRICT_LEAD, "north", "eve");
        Access agent = access(Role.AGENT, "north-1", "ann");

        assertThat(lead.narrowed(CustomerFilter.all(10).withDistricts(List.of("south")), Action.VIEW)
                        .map(filter -> ids(store.search(filter))))
                .contains(List.of());
        assertThat(agent.narrowed(CustomerFilter.all(10).withOwner("sam"), Action.VIEW))
                .isEmpty();
        assertThat(agent.narrowed(CustomerFilter.all(10), Action.EXPORT)).isEmpty();
    }

    @Test
    void masksNumbersForThoseWithoutTheRight() {
        CustomerProfile profile = store.find(new CustomerId("N")).orElseThrow();

        assertThat(access(Role.AGENT, "north-1", "ann")
                        .shown(profile)
                        .numbers()
                        .get(0)
                        .number())
                .isEqualTo("+8613800138000");
        assertThat(access(Role.AGENT, "north-1", "eve")
                        .shown(profile)
                        .numbers()
                        .get(0)
                        .number())
                .isEqualTo("**********8000");
        assertThat(access(Role.ADMINISTRATOR, "city", "root")
                        .shown(profile)
                        .numbers()
                        .get(0)
                        .number())
                .isEqualTo("**********8000");
    }

    @Test
    void letsALeadActOnTheirUnitAndNoSibling() {
        Access lead = access(Role.DISTRICT_LEAD, "north", "lee");

        assertThat(lead.mayIn(Resource.AGENT, Action.CHANGE, "north-1")).isTrue();
        assertThat(lead.mayIn(Resource.AGENT, Action.CHANGE, "south-1")).isFalse();
        assertThat(lead.mayIn(Resource.AGENT, Action.CHANGE, "city")).isFalse();
        assertThat(lead.mayIn(Resource.USER, Action.CHANGE, "north")).isFalse();
        Access agent = access(Role.AGENT, "north-1", "ann");
        assertThat(agent.mayTo(Resource.CALL, Action.VIEW, new AgentId("ann"), "north-1"))
                .isTrue();
        assertThat(agent.mayTo(Resource.CALL, Action.VIEW, new AgentId("bob"), "north-1"))
                .isFalse();
    }

    @Test
    void givesNobodyAnythingWhoHasLeft() {
        User left = new User(new AgentId("ann"), "Ann", Role.SUPERVISOR, "city", false, "hash", 0, false);
        Access access = new Access(Permissions.standard(), organisation, left);

        assertThat(access.mayTo(Resource.CUSTOMER, Action.VIEW, customer("N"))).isFalse();
        assertThat(access.narrowed(CustomerFilter.all(10), Action.VIEW)).isEmpty();
    }

    private Access access(Role role, String unit, String login) {
        User user = new User(new AgentId(login), "Somebody", role, unit, true, "hash", 0, false);
        return new Access(Permissions.standard(), organisation, user);
    }

    private CustomerRecord customer(String id) {
        return store.find(new CustomerId(id)).orElseThrow().customer();
    }

    private static List<String> ids(List<CustomerRecord> customers) {
        return customers.stream().map(customer -> customer.id().value()).toList();
    }

    private static CustomerClaim claim(String id, String district, String owner, String number) {
        Map<String, String> values = new LinkedHashMap<>(Map.of("name", id));
        values.put("district", district);
        values.put("owner", owner);
        return new CustomerClaim(new CustomerId(id), null, values, List.of(number));
    }
}
