package org.cordboard.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.cordboard.crm.organisation.Organisation;
import org.cordboard.crm.organisation.Role;
import org.cordboard.crm.organisation.Unit;
import org.cordboard.crm.organisation.UnitTier;
import org.cordboard.crm.organisation.User;
import org.cordboard.crm.permission.Access;
import org.cordboard.crm.permission.Permissions;
import org.cordboard.cti.acd.QueueId;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.engine.SiteConfig;
import org.junit.jupiter.api.Test;

/** A city with two districts, and a team in the first. */
class ReportScopeTest {

    private static final Organisation ORGANISATION = new Organisation(List.of(
            new Unit("city", "City", UnitTier.CITY, null),
            new Unit("east", "East", UnitTier.DISTRICT, "city"),
            new Unit("west", "West", UnitTier.DISTRICT, "city"),
            new Unit("east-1", "East 1", UnitTier.TEAM, "east")));

    private static final Map<String, User> USERS = Map.of(
            "boss", user("boss", Role.SUPERVISOR, "city"),
            "lead", user("lead", Role.DISTRICT_LEAD, "east"),
            "ann", user("ann", Role.AGENT, "east-1"),
            "bob", user("bob", Role.AGENT, "west"));

    private static final Gate GATE = new Gate(
            token -> Optional.empty(), login -> Optional.ofNullable(USERS.get(login.value())), () -> ORGANISATION);

    private static final SiteConfig CONFIG = new SiteConfig(
            List.of(),
            List.of(),
            List.of(queue("vip"), queue("general")),
            List.of(
                    new SiteConfig.AgentConfig(new AgentId("ann"), "Ann", List.of(new QueueId("vip"))),
                    new SiteConfig.AgentConfig(new AgentId("bob"), "Bob", List.of(new QueueId("general")))),
            List.of(),
            SiteConfig.Limits.DEFAULT);

    private static User user(String login, Role role, String unit) {
        return new User(new AgentId(login), login, role, unit, true, "", 0, false);
    }

    private static SiteConfig.QueueConfig queue(String id) {
        return new SiteConfig.QueueConfig(
                new QueueId(id),
                id,
                Map.of(),
                Duration.ofSeconds(20),
                Duration.ofSeconds(30),
                Duration.ofMinutes(15),
                "calm");
    }

    private static ReportScope scope(String login) {
        User user = Objects.requireNonNull(USERS.get(login));
        return new ReportScope(GATE, new Asker(user, new Access(Permissions.standard(), ORGANISATION, user)));
    }

    @Test
    void aDistrictLeadSeesTheAgentsAndQueuesOfTheirDistrictAndBelowOnly() {
        ReportScope lead = scope("lead");

        assertThat(lead.isShown(new AgentId("ann"))).isTrue();
        assertThat(lead.isShown(new AgentId("bob"))).isFalse();
        assertThat(lead.isShown(new AgentId("gone"))).isFalse();
        assertThat(lead.isShown(new QueueId("vip"), CONFIG)).isTrue();
        assertThat(lead.isShown(new QueueId("general"), CONFIG)).isFalse();
        assertThat(lead.unit(new AgentId("ann"), Optional.empty())).contains("east-1");
        assertThat(lead.unit(new AgentId("bob"), Optional.empty())).isEmpty();
    }

    @Test
    void whoseUnitStandsAboveAllOthersSeesEverything() {
        ReportScope boss = scope("boss");

        assertThat(boss.isShown(new AgentId("bob"))).isTrue();
        assertThat(boss.isShown(new AgentId("gone"))).isTrue();
        assertThat(boss.isShown(new QueueId("no-longer-there"), CONFIG)).isTrue();
    }

    @Test
    void aUnitStandsForAllBelowIt() {
        ReportScope boss = scope("boss");

        assertThat(boss.unit(new AgentId("ann"), Optional.of("east"))).contains("east-1");
        assertThat(boss.unit(new AgentId("bob"), Optional.of("east"))).isEmpty();
        assertThat(boss.unit(new AgentId("ann"), Optional.of("nowhere"))).isEmpty();
    }
}
