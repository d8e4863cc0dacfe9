package org.cordboard.system;

import java.util.List;
import org.cordboard.protocol.Answer;
import org.cordboard.protocol.ClientMessage;
import org.cordboard.protocol.ClientMessage.Command;
import org.cordboard.protocol.CloseCode;
import org.cordboard.protocol.ProtocolCodec;
import org.cordboard.protocol.ServerMessage;
import org.cordboard.server.desktop.Desktop;
import org.cordboard.server.desktop.DesktopConnection;
import org.cordboard.server.desktop.Desktops;
import org.jspecify.annotations.Nullable;

/** A seat beside the server's desktops, without a socket; every message still goes through the codec as text. */
final class MemorySeat extends Seat {

    private final Desktops desktops;
    private @Nullable Desktop desktop;
    private int commands;

    /** The agent's name is the token. */
    MemorySeat(String agent, DeskPhone phone, Desktops desktops) {
        super(agent, phone);
        this.desktops = desktops;
    }

    void open(String station) {
        connect(new ClientMessage.SessionOpen(agent(), station));
    }

    private void connect(ClientMessage first) {
        Desktop fresh = desktops.connect(new Line());
        desktop = fresh;
        fresh.received(ProtocolCodec.encode(first));
        if (!connected()) {
            throw new AssertionError(agent() + " got no session: " + evidence());
        }
    }

    private final class Line implements DesktopConnection {

        @Override
        public void send(ServerMessage message) {
            hear(ProtocolCodec.decodeServer(ProtocolCodec.encode(message)));
        }

        @Override
        public void close(CloseCode code, String reason) {
            disconnected();
        }
    }

    @Override
    Answer ask(Command command) {
        Desktop open = desktop;
        if (open == null) {
            throw new AssertionError(agent() + " is not connected");
        }
        open.received(ProtocolCodec.encode(command));
        return heard(Answer.class).stream()
                .filter(answer -> answer.id().equals(command.id()))
                .findFirst()
                .orElseThrow(() -> new AssertionError(agent() + " got no answer to " + command));
    }

    @Override
    String nextId() {
        return "c" + ++commands;
    }

    @Override
    void loseConnection() {
        Desktop open = desktop;
        desktop = null;
        disconnected();
        if (open != null) {
            open.closed();
        }
    }

    @Override
    void reconnect() {
        ServerMessage.SessionOpened session =
                heard(ServerMessage.SessionOpened.class).getFirst();
        List<Long> numbers = eventNumbers();
        long last = numbers.isEmpty() ? session.seq() : numbers.getLast();
        connect(new ClientMessage.SessionResume(agent(), session.sessionId(), session.epoch(), last));
    }
}
