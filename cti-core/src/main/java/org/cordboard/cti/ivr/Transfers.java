package org.cordboard.cti.ivr;

import java.util.Objects;
import org.cordboard.cti.acd.QueueId;
import org.cordboard.cti.agent.AgentCommand;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.call.Call;
import org.cordboard.cti.call.CallEvent;
import org.cordboard.cti.call.Calls;
import org.cordboard.cti.call.Leg;
import org.cordboard.cti.call.TransferTarget;
import org.cordboard.cti.engine.Deciding;
import org.cordboard.cti.engine.Refusal;
import org.cordboard.cti.engine.Reply;
import org.cordboard.cti.engine.Site;
import org.jspecify.annotations.Nullable;

/** Agents who leave a call and send its customer elsewhere: whether they may, and whether there is such a place. */
final class Transfers {

    private final Site site;
    private final Calls calls;

    Transfers(Site site, Calls calls) {
        this.site = site;
        this.calls = calls;
    }

    /** @param session where the customer is in their tree; a customer who was called back has none */
    Reply decide(AgentId agent, AgentCommand.Transfer command, @Nullable IvrSession session, Deciding out) {
        Leg leg = calls.legOf(agent, command.call());
        if (leg == null) {
            return Calls.noLeg(command.call());
        }
        Call call = Objects.requireNonNull(calls.call(leg.call()));
        boolean alone = call.invitation() == null && call.agentsPresent().size() == 1;
        if (session == null || session.left || !session.talked || !alone || !leg.stays() || call.transfer() != null) {
            return new Reply.Refused(
                    Refusal.WRONG_STATE, "There is no customer in call " + call.id() + " who could be sent elsewhere.");
        }
        if (!isThere(command.to(), session)) {
            return nowhere(command.to(), session);
        }
        if (!site.linkUp(call.pbx())) {
            return Calls.linkDown(call);
        }
        out.fact(new CallEvent.CallTransferred(call.id(), agent, command.to(), out.at()));
        return new Reply.Ok();
    }

    private boolean isThere(TransferTarget to, IvrSession session) {
        return switch (to) {
            case TransferTarget.ToQueue(QueueId queue) -> site.queue(queue) != null;
            case TransferTarget.ToNode(String node) -> session.tree.has(node);
            case TransferTarget.ToAgent agent -> false;
        };
    }

    private static Reply nowhere(TransferTarget to, IvrSession session) {
        return switch (to) {
            case TransferTarget.ToQueue(QueueId queue) ->
                new Reply.Refused(Refusal.UNKNOWN_QUEUE, "There is no queue " + queue + ".");
            case TransferTarget.ToNode(String node) ->
                new Reply.Refused(
                        Refusal.UNKNOWN_NODE, "The tree '" + session.tree.name() + "' has no node '" + node + "'.");
            case TransferTarget.ToAgent agent -> throw new IllegalStateException("the consultations decide this");
        };
    }
}
