package org.cordboard.server.api;

import java.time.InstantSource;
import java.util.Optional;
import org.cordboard.crm.permission.Action;
import org.cordboard.crm.permission.Resource;
import org.cordboard.crm.store.AuditLog;
import org.cordboard.cti.acd.QueueId;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.agent.PendingState;
import org.cordboard.cti.call.CallId;
import org.cordboard.cti.engine.Input;
import org.cordboard.cti.engine.Refusal;
import org.cordboard.cti.engine.Reply;
import org.cordboard.cti.engine.SupervisorCommand;
import org.cordboard.protocol.WantedState;
import org.cordboard.server.listen.HttpCall;
import org.cordboard.server.listen.HttpReply;
import org.cordboard.server.listen.RefusedException;
import org.cordboard.server.site.Floor;
import org.jspecify.annotations.Nullable;

/** What supervisors do with the work of the moment. */
final class SupervisionRoutes {

    private static final int LONGEST_ID = 64;

    /** @param queue where the caller is to wait; null for where they do */
    record Move(@Nullable String queue, @Nullable Boolean toHead) {}

    record Moved(String call, String queue, boolean toHead) {}

    /** @param reason with NOT_READY, and only then */
    record Wanted(@Nullable String state, @Nullable String reason) {}

    record Forced(String agent, String state, @Nullable String reason) {}

    private final Floor floor;
    private final Colleagues colleagues;
    private final EngineReply engine;
    private final AuditLog audit;
    private final InstantSource clock;

    SupervisionRoutes(Floor floor, Colleagues colleagues, EngineReply engine, AuditLog audit, InstantSource clock) {
        this.floor = floor;
        this.colleagues = colleagues;
        this.engine = engine;
        this.audit = audit;
        this.clock = clock;
    }

    void addTo(GuardedRoutes to) {
        to.add("POST", "/api/v1/queues/{id}/waiting/{call}/move", Resource.QUEUE, Action.CHANGE, this::move);
        to.add("POST", "/api/v1/agents/{id}/state", Resource.AGENT, Action.CHANGE, this::force);
    }

    private HttpReply move(HttpCall call, Asker asker) {
        Parameters.of(call);
        CallId moved = new CallId(named(call.place("call")));
        String from = named(call.place("id"));
        boolean waits = floor.line(new QueueId(from)).stream()
                .anyMatch(waiting -> waiting.call().equals(moved));
        if (!waits) {
            throw noSuchCaller();
        }
        Move wanted = call.json(Move.class);
        String queue = wanted.queue() == null ? from : named(wanted.queue());
        boolean toHead = Boolean.TRUE.equals(wanted.toHead());
        if (queue.equals(from) && !toHead) {
            throw Refusals.badValue("the caller is in this queue already: name another 'queue', or say 'toHead'");
        }
        Reply reply = engine.to(new Input.SupervisorCommanded(
                asker.login().value(), new SupervisorCommand.MoveCaller(moved, new QueueId(queue), toHead)));
        if (reply instanceof Reply.Refused refused) {
            throw refusal(refused);
        }
        audit.note(new AuditLog.Entry(
                clock.millis(),
                asker.login().value(),
                "move",
                "call",
                moved.value(),
                "from " + from + " to " + queue + (toHead ? ", first in line" : "")));
        return HttpReply.json(200, new Moved(moved.value(), queue, toHead));
    }

    private HttpReply force(HttpCall call, Asker asker) {
        Parameters.of(call);
        AgentId agent = Optional.of(call.place("id"))
                .filter(text -> !text.isBlank() && text.length() <= LONGEST_ID)
                .map(AgentId::new)
                .filter(id -> colleagues.mayChange(asker, Resource.AGENT, id))
                .orElseThrow(SupervisionRoutes::noSuchAgent);
        Wanted wanted = call.json(Wanted.class);
        WantedState state = Refusals.word(wanted.state(), "state", WantedState.class);
        String reason = wanted.reason();
        if ((state == WantedState.NOT_READY) != (reason != null)) {
            throw Refusals.badValue("'reason' belongs to NOT_READY, and must be there then");
        }
        if (reason != null && (reason.isBlank() || reason.length() > LONGEST_ID || !isOneLine(reason))) {
            throw Refusals.badValue("'reason' must have 1 to 64 characters, none of them control characters");
        }
        Reply reply = engine.to(new Input.SupervisorCommanded(
                asker.login().value(), new SupervisorCommand.ForceState(agent, pending(state, reason))));
        if (reply instanceof Reply.Refused refused) {
            throw refused.code() == Refusal.UNKNOWN_AGENT
                    ? noSuchAgent()
                    : Refusals.conflict(
                            refused.code().name(), refused.detail(), "Look at the agent's state at /api/v1/agents.");
        }
        audit.note(new AuditLog.Entry(
                clock.millis(),
                asker.login().value(),
                "set state",
                "agent",
                agent.value(),
                state + (reason == null ? "" : " (" + reason + ")")));
        return HttpReply.json(200, new Forced(agent.value(), state.name(), reason));
    }

    private static boolean isOneLine(String text) {
        return text.chars().noneMatch(Character::isISOControl);
    }

    private static PendingState pending(WantedState state, @Nullable String reason) {
        return switch (state) {
            case READY -> new PendingState.Ready();
            case NOT_READY -> new PendingState.NotReady(String.valueOf(reason));
            case LOGGED_OUT -> new PendingState.LoggedOut();
        };
    }

    private static RefusedException noSuchAgent() {
        return Refusals.notFound("NO_SUCH_AGENT", "agent", "See the agents at /api/v1/agents.");
    }

    private static RefusedException refusal(Reply.Refused refused) {
        if (refused.code() == Refusal.NO_SUCH_CALL) {
            return noSuchCaller();
        }
        if (refused.code() == Refusal.UNKNOWN_QUEUE) {
            return Refusals.badValue("there is no such queue");
        }
        return Refusals.conflict(
                refused.code().name(),
                refused.detail(),
                "Wait: if the agent does not answer, the caller can be moved.");
    }

    private static RefusedException noSuchCaller() {
        return Refusals.notFound(
                "NO_SUCH_CALLER", "caller in this queue", "See who waits at /api/v1/queues/{id}/waiting.");
    }

    private static String named(String text) {
        if (text.isBlank() || text.length() > LONGEST_ID) {
            throw noSuchCaller();
        }
        return text;
    }
}
