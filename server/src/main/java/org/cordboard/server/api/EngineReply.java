package org.cordboard.server.api;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.cordboard.cti.engine.Input;
import org.cordboard.cti.engine.Reply;
import org.cordboard.server.listen.HttpReply;
import org.cordboard.server.listen.RefusedException;

/** What the engine says to a supervisor's command, waited for. */
final class EngineReply {

    private static final long ANSWERED_WITHIN_SECONDS = 5;

    private final Function<Input.SupervisorCommanded, CompletionStage<Reply>> supervision;

    EngineReply(Function<Input.SupervisorCommanded, CompletionStage<Reply>> supervision) {
        this.supervision = supervision;
    }

    /** @throws RefusedException with 503 when the engine does not answer in time */
    Reply to(Input.SupervisorCommanded command) {
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
                "Look before you try again: it may have been done."));
    }
}
