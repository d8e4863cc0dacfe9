package org.cordboard.server.desktop;

import java.time.Duration;
import org.cordboard.cti.agent.AgentCommand;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.engine.Reply;
import org.cordboard.cti.engine.SupervisorCommand;
import org.cordboard.protocol.Answer;
import org.cordboard.protocol.ClientMessage;
import org.cordboard.protocol.ErrorCode;
import org.cordboard.protocol.WantedState;
import org.jspecify.annotations.Nullable;

/** What somebody wants done to others from their desktop: only what they have the right to goes to the engine. */
final class SupervisorDesk {

    private final Desktop desktop;
    private final Supervision supervision;

    SupervisorDesk(Desktop desktop, Supervision supervision) {
        this.desktop = desktop;
        this.supervision = supervision;
    }

    void set(Session open, ClientMessage.SetAgentState wanted, AgentCommand what) {
        if ((wanted.state() == WantedState.NOT_READY) != (wanted.reason() != null)) {
            refuse(wanted, ErrorCode.INVALID_FIELD, "'reason' belongs to NOT_READY, and must be there then.");
            return;
        }
        supervision.of(open.agent).whenComplete((rights, failure) -> {
            if (rights == null) {
                unknown(wanted, failure);
            } else if (!rights.leads()) {
                forbidden(wanted);
            } else if (!rights.leads(new AgentId(wanted.agentId()))) {
                String cause = "There is no agent '" + wanted.agentId() + "' in your unit or below.";
                refuse(wanted, ErrorCode.UNKNOWN_AGENT, cause);
            } else {
                desktop.ask(open, wanted, what).thenAccept(reply -> noteSet(open, wanted, reply));
            }
        });
    }

    private void noteSet(Session open, ClientMessage.SetAgentState done, Reply reply) {
        if (reply instanceof Reply.Ok) {
            String reason = done.reason() == null ? "" : " (" + done.reason() + ")";
            supervision.note(open.agent, new AgentId(done.agentId()), "set state", done.state() + reason);
        }
    }

    void tell(Session open, ClientMessage.GiveNotice wanted) {
        supervision.audience(open.agent, wanted.queueId(), wanted.unitId()).whenComplete((audience, failure) -> {
            if (audience == null) {
                unknown(wanted, failure);
                return;
            }
            switch (audience.found()) {
                case FORBIDDEN -> forbidden(wanted);
                case NO_SUCH_QUEUE ->
                    refuse(wanted, ErrorCode.UNKNOWN_QUEUE, "There is no queue " + wanted.queueId() + ".");
                case NO_SUCH_UNIT ->
                    refuse(wanted, ErrorCode.UNKNOWN_UNIT, "You lead no unit " + wanted.unitId() + ".");
                case YES -> {
                    AgentCommand what = new AgentCommand.Supervise(new SupervisorCommand.GiveNotice(
                            wanted.text(), audience.agents(), Duration.ofMillis(wanted.holdsMs())));
                    desktop.ask(open, wanted, what).thenAccept(reply -> noteTold(open, wanted, reply));
                }
            }
        });
    }

    private void noteTold(Session open, ClientMessage.GiveNotice done, Reply reply) {
        if (reply instanceof Reply.Ok) {
            supervision.noteNotice(open.agent, done.text());
        }
    }

    void subscribe(Session open, ClientMessage.Subscribe wanted, Desktops desktops) {
        supervision.of(open.agent).whenComplete((rights, failure) -> {
            if (rights == null) {
                unknown(wanted, failure);
            } else if (!rights.watches()) {
                forbidden(wanted);
            } else {
                subscribed(wanted, desktops.watch(open, new FloorWatch(rights.watched())), desktops);
            }
        });
    }

    private void subscribed(ClientMessage.Subscribe wanted, @Nullable ErrorCode obstacle, Desktops desktops) {
        if (obstacle != null) {
            refuse(
                    wanted,
                    obstacle,
                    obstacle == ErrorCode.BUSY
                            ? "As many watch the floor as may. Try again later."
                            : "You are not logged in.");
            return;
        }
        desktop.send(new Answer.Ok(wanted.id()));
        desktops.tellWatchers();
    }

    private void forbidden(ClientMessage.Command command) {
        refuse(command, ErrorCode.FORBIDDEN, "Your role has not the right to do something to agents.");
    }

    /** The rights cannot be found out just now. */
    private void unknown(ClientMessage.Command command, @Nullable Throwable failure) {
        refuse(command, ErrorCode.BUSY, Desktops.sentence(failure));
    }

    private void refuse(ClientMessage.Command command, ErrorCode code, String cause) {
        desktop.refuse(command.id(), code, cause);
    }
}
