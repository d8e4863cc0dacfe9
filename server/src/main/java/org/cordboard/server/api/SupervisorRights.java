package org.cordboard.server.api;

import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.cordboard.crm.permission.Action;
import org.cordboard.crm.permission.Resource;
import org.cordboard.crm.permission.Scope;
import org.cordboard.crm.store.AuditLog;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.server.desktop.Oversight;
import org.cordboard.server.desktop.Supervision;
import org.cordboard.server.login.Staff;

/** The rights of supervisors for their desktops, as the table of permissions and the organisation have them. */
final class SupervisorRights implements Supervision {

    private final Gate gate;
    private final Staff staff;
    private final AuditLog audit;
    private final InstantSource clock;
    private final ReplyThreads threads;

    SupervisorRights(Gate gate, Staff staff, AuditLog audit, InstantSource clock, ReplyThreads threads) {
        this.gate = gate;
        this.staff = staff;
        this.audit = audit;
        this.clock = clock;
        this.threads = threads;
    }

    @Override
    public CompletionStage<Oversight> of(AgentId login) {
        return threads.run(() -> oversight(gate.admit(login)));
    }

    private Oversight oversight(Asker asker) {
        boolean leads = asker.scope(Resource.AGENT, Action.CHANGE).compareTo(Scope.UNIT) >= 0;
        Set<AgentId> led = asker.access()
                .units(Resource.AGENT, Action.CHANGE)
                .map(units -> staff.loginsIn(units).stream().collect(Collectors.toUnmodifiableSet()))
                .orElse(null);
        return new Oversight(leads, led);
    }

    @Override
    public void note(AgentId by, AgentId agent, String action, String detail) {
        threads.run(() -> {
            audit.note(new AuditLog.Entry(clock.millis(), by.value(), action, "agent", agent.value(), detail));
            return true;
        });
    }
}
