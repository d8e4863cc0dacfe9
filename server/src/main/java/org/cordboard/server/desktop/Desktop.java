package org.cordboard.server.desktop;

import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.cordboard.cti.agent.AgentCommand;
import org.cordboard.cti.engine.CommandId;
import org.cordboard.cti.engine.Input;
import org.cordboard.cti.engine.Reply;
import org.cordboard.protocol.Answer;
import org.cordboard.protocol.ClientMessage;
import org.cordboard.protocol.CloseCode;
import org.cordboard.protocol.ErrorCode;
import org.cordboard.protocol.Limits;
import org.cordboard.protocol.ProtocolCodec;
import org.cordboard.protocol.ProtocolException;
import org.cordboard.protocol.ServerMessage;
import org.jspecify.annotations.Nullable;

/** One connection of a desktop: what comes in on it, and the session it has opened, if any. */
public final class Desktop {

    private final Desktops desktops;
    private final DesktopConnection connection;
    private int malformed;
    volatile @Nullable Session session;
    /** A session is being opened, and the engine has not answered yet. */
    volatile boolean opening;

    boolean closed;

    Desktop(Desktops desktops, DesktopConnection connection) {
        this.desktops = desktops;
        this.connection = connection;
    }

    /** Whether a session was opened on this connection, or is being opened. */
    public boolean hasSession() {
        return session != null || opening;
    }

    /** A text frame has come. */
    public void received(String text) {
        ClientMessage message;
        try {
            message = ProtocolCodec.decodeClient(text);
        } catch (ProtocolException e) {
            send(e.answer());
            if (++malformed >= Limits.MALFORMED_MESSAGES) {
                close(CloseCode.TOO_MANY_ERRORS, "Too many malformed messages.");
            }
            return;
        }
        switch (message) {
            case ClientMessage.SessionOpen m -> desktops.open(this, m);
            case ClientMessage.SessionResume m -> desktops.resume(this, m);
            case ClientMessage.SessionClose m -> {
                desktops.gone(this);
                close(CloseCode.NORMAL, "Session closed.");
            }
            case ClientMessage.Command m -> command(m);
        }
    }

    private void command(ClientMessage.Command command) {
        if (command instanceof ClientMessage.Ping) {
            send(new Answer.Pong(command.id(), desktops.wallClock()));
            return;
        }
        Session open = session;
        if (open == null) {
            refuse(command.id(), ErrorCode.SESSION_NOT_OPEN, "Open a session first.");
            return;
        }
        if (command instanceof ClientMessage.Subscribe wanted) {
            new SupervisorDesk(this, desktops.supervision()).subscribe(open, wanted, desktops);
            return;
        }
        if (command instanceof ClientMessage.Unsubscribe) {
            desktops.unwatch(open);
            send(new Answer.Ok(command.id()));
            return;
        }
        if (command instanceof ClientMessage.GiveNotice notice) {
            new SupervisorDesk(this, desktops.supervision()).tell(open, notice);
            return;
        }
        AgentCommand what = Objects.requireNonNull(Wire.command(command));
        if (command instanceof ClientMessage.SetAgentState wanted) {
            new SupervisorDesk(this, desktops.supervision()).set(open, wanted, what);
        } else {
            ask(open, command, what);
        }
    }

    CompletionStage<Reply> ask(Session open, ClientMessage.Command command, AgentCommand what) {
        CompletionStage<Reply> asked = desktops.inputs()
                .command(new Input.AgentCommanded(open.agent, open.id, new CommandId(command.id()), what));
        asked.whenComplete((reply, failure) -> answer(command.id(), reply, failure));
        return asked;
    }

    void refuse(String id, ErrorCode code, String cause) {
        send(new Answer.Refused(id, code, cause));
    }

    private void answer(String id, @Nullable Reply reply, @Nullable Throwable failure) {
        if (reply == null) {
            send(new Answer.Refused(id, ErrorCode.BUSY, Desktops.sentence(failure)));
            return;
        }
        switch (reply) {
            case Reply.Ok ok -> send(new Answer.Ok(id));
            case Reply.Refused refused -> send(new Answer.Refused(id, Wire.code(refused.code()), refused.detail()));
        }
    }

    /** The connection is gone, whoever ended it. */
    public void closed() {
        desktops.gone(this);
    }

    void send(ServerMessage message) {
        connection.send(message);
    }

    void close(CloseCode code, String reason) {
        connection.close(code, reason);
    }
}
