package org.cordboard.crm.organisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.cordboard.crm.store.AuditLog;
import org.cordboard.crm.store.Database;
import org.cordboard.crm.store.OnEachDatabase;
import org.cordboard.crm.store.TestDatabases;
import org.cordboard.cti.agent.AgentId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@OnEachDatabase
class OrganisationStoreTest {

    private static final AgentId ANN = new AgentId("ann");

    private final Database database = TestDatabases.fresh();
    private final AtomicLong now = new AtomicLong(1_000);
    private final InstantSource clock = () -> Instant.ofEpochMilli(now.get());
    private final OrganisationStore store = new OrganisationStore(database, clock);
    private final UserStore users = new UserStore(database, clock);

    @BeforeEach
    void threeTiers() {
        store.put(new Unit("nanjing", "Nanjing", UnitTier.CITY, null), "root");
        store.put(new Unit("north", "North", UnitTier.DISTRICT, "nanjing"), "root");
        store.put(new Unit("south", "South", UnitTier.DISTRICT, "nanjing"), "root");
        store.put(new Unit("north-1", "North 1", UnitTier.TEAM, "north"), "root");
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void knowsWhoIsBelowWhom() {
        Organisation organisation = store.read();

        assertThat(organisation.withBelow("north")).containsExactly("north", "north-1");
        assertThat(organisation.withBelow("nanjing")).containsExactly("nanjing", "north", "south", "north-1");
        assertThat(organisation.withBelow("nowhere")).isEmpty();
        assertThat(organisation.isWithin("north-1", "nanjing")).isTrue();
        assertThat(organisation.isWithin("north-1", "south")).isFalse();
        assertThat(organisation.isWithin("nanjing", "north")).isFalse();
        assertThat(organisation.isWithin("nowhere", "north")).isFalse();
    }

    @Test
    void movesATeamToAnotherDistrict() {
        store.put(new Unit("north-1", "Now south", UnitTier.TEAM, "south"), "root");

        assertThat(store.read().isWithin("north-1", "south")).isTrue();
        assertThat(store.read().isWithin("north-1", "north")).isFalse();
        assertThat(new AuditLog(database).of("unit", "north-1", 5))
                .extracting(AuditLog.Entry::action)
                .containsExactly("change", "add");
    }

    @Test
    void refusesUnitsThatDoNotFit() {
        assertThatThrownBy(() -> store.put(new Unit("t", "T", UnitTier.TEAM, "nanjing"), "root"))
                .hasMessage("unit 't': a TEAM cannot stand below 'nanjing', which is a CITY");
        assertThatThrownBy(() -> store.put(new Unit("t", "T", UnitTier.TEAM, "east"), "root"))
                .hasMessage("unit 't': there is no unit 'east'");
        assertThatThrownBy(() -> store.put(new Unit("north", "N", UnitTier.CITY, null), "root"))
                .hasMessage("unit 'north-1': a TEAM cannot stand below 'north', which is a CITY");
        assertThatThrownBy(() -> new Unit("t", "T", UnitTier.TEAM, null)).hasMessageContaining("only a city");
        assertThat(store.read().all()).hasSize(4);
    }

    @Test
    void removesAUnitOnlyWhenNothingIsInIt() {
        users.add(ANN, "Ann", Role.AGENT, "north-1", "hash-1", "root");

        assertThatThrownBy(() -> store.remove("north", "root"))
                .hasMessage("unit 'north' has units below it; remove or move those first");
        assertThatThrownBy(() -> store.remove("north-1", "root"))
                .hasMessage("unit 'north-1' has 1 users; move them first");
        assertThatThrownBy(() -> store.remove("east", "root")).hasMessage("there is no unit 'east'");
        store.remove("south", "root");
        assertThat(store.read().find("south")).isEmpty();
    }

    @Test
    void makesANewUserChangeThePassword() {
        User ann = users.add(ANN, "Ann", Role.AGENT, "north-1", "hash-1", "root");

        assertThat(users.find(ANN)).contains(ann);
        assertThat(PasswordRules.USUAL.mustChange(ann, now.get())).isTrue();
        users.setPassword(ANN, "hash-2", false, "ann");
        User changed = users.find(ANN).orElseThrow();
        assertThat(changed.passwordHash()).isEqualTo("hash-2");
        assertThat(PasswordRules.USUAL.mustChange(changed, now.get())).isFalse();
        long end = now.get() + Duration.ofDays(90).toMillis();
        assertThat(PasswordRules.USUAL.mustChange(changed, end - 1)).isFalse();
        assertThat(PasswordRules.USUAL.mustChange(changed, end)).isTrue();
    }

    @Test
    void remembersTheNewestPasswordHashes() {
        users.add(ANN, "Ann", Role.AGENT, "north-1", "hash-0", "root");
        for (int i = 1; i <= 30; i++) {
            users.setPassword(ANN, "hash-" + i, false, "ann");
        }

        assertThat(users.newestHashes(ANN, 3)).containsExactly("hash-30", "hash-29", "hash-28");
        assertThat(users.newestHashes(ANN, 100)).hasSize(24);
    }

    @Test
    void changesUsersAndNeverDeletesThem() {
        users.add(ANN, "Ann", Role.AGENT, "north-1", "hash-1", "root");
        users.change(ANN, "Ann Li", Role.DISTRICT_LEAD, "north", false, "root");

        User left = users.find(ANN).orElseThrow();
        assertThat(left.active()).isFalse();
        assertThat(left.role()).isEqualTo(Role.DISTRICT_LEAD);
        assertThat(left.toString()).doesNotContain("hash-1");
        assertThat(users.in(List.of("north", "south"), "", 10)).containsExactly(left);
        assertThat(users.in(List.of("south"), "", 10)).isEmpty();
        assertThat(new AuditLog(database).of("user", "ann", 10).toString()).doesNotContain("hash-1");
    }

    @Test
    void refusesTakenLoginsAndUnknownUnits() {
        users.add(ANN, "Ann", Role.AGENT, "north-1", "hash-1", "root");

        assertThatThrownBy(() -> users.add(ANN, "Ann", Role.AGENT, "north-1", "hash", "root"))
                .hasMessage("login 'ann' is taken");
        assertThatThrownBy(() -> users.change(ANN, "Ann", Role.AGENT, "east", true, "root"))
                .hasMessage("there is no unit 'east'");
        assertThatThrownBy(() -> users.setPassword(new AgentId("bob"), "hash", true, "root"))
                .hasMessage("there is no user 'bob'");
        assertThatThrownBy(() -> users.add(new AgentId("a' or 1=1"), "A", Role.AGENT, "north", "hash", "root"))
                .hasMessage("a login has 1 to 64 letters, digits and . _ -");
    }

    @Test
    void belongsToOneTenant() {
        TenantStore tenants = new TenantStore(database);
        Tenant jiangsu = new Tenant("js", "Jiangsu", "CN", ZoneId.of("Asia/Shanghai"));
        tenants.put(jiangsu);

        assertThat(tenants.find()).contains(jiangsu);
        assertThatThrownBy(() -> tenants.put(new Tenant("zj", "Zhejiang", "CN", ZoneId.of("Asia/Shanghai"))))
                .hasMessage("this database belongs to tenant 'js', not 'zj'");
    }
}
