package org.cordboard.server.api;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.cordboard.crm.permission.Action;
import org.cordboard.crm.permission.Resource;
import org.cordboard.crm.store.AuditLog;
import org.cordboard.cti.engine.Input;
import org.cordboard.cti.engine.Reply;
import org.cordboard.cti.engine.SupervisorCommand;
import org.cordboard.server.desktop.Audience;
import org.cordboard.server.listen.HttpCall;
import org.cordboard.server.listen.HttpReply;
import org.cordboard.server.listen.RefusedException;
import org.jspecify.annotations.Nullable;

/** What supervisors tell agents. */
final class NoticeRoutes {

    private static final Duration USUAL = Duration.ofMinutes(10);

    /**
     * @param queue only those who serve it
     * @param unit only those who stand in it or below
     * @param holdsMillis how long agents who come later are told, too; ten minutes without it
     */
    record Wanted(
            @Nullable String text,
            @Nullable String queue,
            @Nullable String unit,
            @Nullable Long holdsMillis) {}

    /** @param agents for how many it is; null for everybody */
    record Given(String text, @Nullable Integer agents) {}

    private final SupervisorRights rights;
    private final EngineReply engine;
    private final AuditLog audit;
    private final InstantSource clock;

    NoticeRoutes(SupervisorRights rights, EngineReply engine, AuditLog audit, InstantSource clock) {
        this.rights = rights;
        this.engine = engine;
        this.audit = audit;
        this.clock = clock;
    }

    void addTo(GuardedRoutes to) {
        to.add("POST", "/api/v1/notices", Resource.AGENT, Action.CHANGE, this::give);
    }

    private HttpReply give(HttpCall call, Asker asker) {
        Parameters.of(call);
        Wanted wanted = call.json(Wanted.class);
        String text = Refusals.required(wanted.text(), "text");
        for (String name : new @Nullable String[] {wanted.queue(), wanted.unit()}) {
            if (name != null && name.isBlank()) {
                throw Refusals.badValue("'queue' and 'unit' are left out, or name something");
            }
        }
        Duration holds = Optional.ofNullable(wanted.holdsMillis())
                .map(millis -> Duration.ofMillis(Math.clamp(millis, -1, Long.MAX_VALUE / 2)))
                .orElse(USUAL);
        Audience audience = rights.audience(asker, wanted.queue(), wanted.unit());
        switch (audience.found()) {
            case YES -> {}
            case FORBIDDEN -> throw asker.forbidden(Resource.AGENT, Action.CHANGE);
            case NO_SUCH_QUEUE -> throw Refusals.badValue("there is no such queue");
            case NO_SUCH_UNIT -> throw Refusals.badValue("there is no such unit that you lead");
        }
        Input.SupervisorCommanded command = Refusals.checked(() -> new Input.SupervisorCommanded(
                asker.login().value(), new SupervisorCommand.GiveNotice(text, audience.agents(), holds)));
        if (engine.to(command) instanceof Reply.Refused refused) {
            throw new RefusedException(HttpReply.refused(
                    429, refused.code().name(), refused.detail(), "Give fewer notices, or shorter ones in time."));
        }
        audit.note(new AuditLog.Entry(clock.millis(), asker.login().value(), "give notice", "site", "", text));
        return HttpReply.json(
                200,
                new Given(
                        text,
                        audience.agents() == null ? null : audience.agents().size()));
    }
}
