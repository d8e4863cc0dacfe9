package org.cordboard.server.api;

import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.cordboard.crm.permission.Action;
import org.cordboard.crm.permission.Resource;
import org.cordboard.crm.permission.Scope;
import org.cordboard.crm.store.AuditLog;
import org.cordboard.cti.acd.QueueId;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.engine.SiteConfig;
import org.cordboard.server.desktop.Audience;
import org.cordboard.server.desktop.Oversight;
import org.cordboard.server.desktop.Supervision;
import org.cordboard.server.login.Staff;
import org.cordboard.server.site.Floor;
import org.jspecify.annotations.Nullable;

/** The rights of supervisors for their desktops, as the table of permissions and the organisation have them. */
final class SupervisorRights implements Supervision {

    private final Gate gate;
    private final Staff staff;
    private final Floor floor;
    private final AuditLog audit;
    private final InstantSource clock;
    private final ReplyThreads threads;

    SupervisorRights(Gate gate, Staff staff, Floor floor, AuditLog audit, InstantSource clock, ReplyThreads threads) {
        this.gate = gate;
        this.staff = staff;
        this.floor = floor;
        this.audit = audit;
        this.clock = clock;
        this.threads = threads;
    }

    @Override
    public CompletionStage<Oversight> of(AgentId login) {
        return threads.run(() -> oversight(gate.admit(login)));
    }

    private Oversight oversight(Asker asker) {
        return new Oversight(
                reaches(asker, Action.CHANGE),
                within(asker, Action.CHANGE),
                reaches(asker, Action.VIEW),
                within(asker, Action.VIEW));
    }

    private static boolean reaches(Asker asker, Action action) {
        return asker.scope(Resource.AGENT, action).compareTo(Scope.UNIT) >= 0;
    }

    private @Nullable Set<AgentId> within(Asker asker, Action action) {
        return asker.access()
                .units(Resource.AGENT, action)
                .map(units -> staff.loginsIn(units).stream().collect(Collectors.toUnmodifiableSet()))
                .orElse(null);
    }

    @Override
    public CompletionStage<Audience> audience(AgentId login, @Nullable String queue, @Nullable String unit) {
        return threads.run(() -> audience(gate.admit(login), queue, unit));
    }

    /** Whom an asker may tell something. */
    Audience audience(Asker asker, @Nullable String queue, @Nullable String unit) {
        Oversight rights = oversight(asker);
        if (!rights.leads()) {
            return Audience.FORBIDDEN;
        }
        Set<AgentId> told = rights.led();
        if (unit != null) {
            if (gate.organisation().find(unit).isEmpty()
                    || !asker.access().mayIn(Resource.AGENT, Action.CHANGE, unit)) {
                return new Audience(Audience.Found.NO_SUCH_UNIT, List.of());
            }
            told = Set.copyOf(staff.loginsIn(gate.organisation().withBelow(unit)));
        }
        if (queue != null) {
            QueueId id = new QueueId(queue);
            SiteConfig config = floor.config();
            if (config.queues().stream().noneMatch(each -> each.id().equals(id))) {
                return new Audience(Audience.Found.NO_SUCH_QUEUE, List.of());
            }
            Set<AgentId> among = told;
            return new Audience(
                    Audience.Found.YES,
                    config.agents().stream()
                            .filter(agent -> agent.queues().contains(id))
                            .map(SiteConfig.AgentConfig::id)
                            .filter(agent -> among == null || among.contains(agent))
                            .toList());
        }
        return new Audience(
                Audience.Found.YES, told == null ? null : told.stream().sorted().toList());
    }

    @Override
    public void noteNotice(AgentId by, String detail) {
        threads.run(() -> {
            audit.note(new AuditLog.Entry(clock.millis(), by.value(), "give notice", "site", "", detail));
            return true;
        });
    }

    @Override
    public void note(AgentId by, AgentId agent, String action, String detail) {
        threads.run(() -> {
            audit.note(new AuditLog.Entry(clock.millis(), by.value(), action, "agent", agent.value(), detail));
            return true;
        });
    }
}
