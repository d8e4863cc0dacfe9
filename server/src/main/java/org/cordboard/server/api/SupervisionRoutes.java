package org.cordboard.server.api;

import java.time.InstantSource;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.cordboard.crm.permission.Action;
import org.cordboard.crm.permission.Resource;
import org.cordboard.crm.store.AuditLog;
import org.cordboard.cti.acd.QueueId;
import org.cordboard.cti.call.CallId;
import org.cordboard.cti.engine.Input;
import org.cordboard.cti.engine.Refusal;
import org.cordboard.cti.engine.Reply;
import org.cordboard.cti.engine.SupervisorCommand;
import org.cordboard.server.listen.HttpCall;
import org.cordboard.server.listen.HttpReply;
import org.cordboard.server.listen.RefusedException;
import org.cordboard.server.site.Floor;
import org.jspecify.annotations.Nullable;

/** What supervisors do with the work of the moment. */
final class SupervisionRoutes {

    private static final long ANSWERED_WITHIN_SECONDS = 5;
    private static final int LONGEST_ID = 64;

    /** @param queue where the caller is to wait; null for where they do */
    record Move(@Nullable String queue, @Nullable Boolean toHead) {}

    record Moved(String call, String queue, boolean toHead) {}

    private final Floor floor;
    private final Function<Input.SupervisorCommanded, CompletionStage<Reply>> supervision;
    private final AuditLog audit;
    private final InstantSource clock;

    SupervisionRoutes(
            Floor floor,
            Function<Input.SupervisorCommanded, CompletionStage<Reply>> supervision,
            AuditLog audit,
            InstantSource clock) {
        this.floor = floor;
        this.supervision = supervision;
        this.audit = audit;
        this.clock = clock;
    }

    void addTo(GuardedRoutes to) {
        to.add("POST", "/api/v1/queues/{id}/waiting/{call}/move", Resource.QUEUE, Action.CHANGE, this::move);
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
        Reply reply = reply(new Input.SupervisorCommanded(
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

    private Reply reply(Input.SupervisorCommanded command) {
        try {
            return supervision.apply(command).toCompletableFuture().get(ANSWERED_WITHIN_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw busy();
        } catch (ExecutionException | TimeoutException e) {
            throw busy();
        }
    }

    private static RefusedException busy() {
        return new RefusedException(HttpReply.refused(
                503,
                "BUSY",
                "The server has too much to do, or is stopping.",
                "Look at the queue before you try again: the caller may have been moved."));
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
