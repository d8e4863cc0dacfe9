package org.cordboard.server.desktop;

import java.util.ArrayList;
import java.util.List;
import org.cordboard.protocol.CloseCode;
import org.cordboard.protocol.Event;
import org.cordboard.protocol.ProtocolCodec;
import org.cordboard.protocol.ServerMessage;
import org.jspecify.annotations.Nullable;

/** A connection that keeps what it was given, after a trip through the codec. */
final class FakeConnection implements DesktopConnection {

    final List<ServerMessage> sent = new ArrayList<>();

    @Nullable
    CloseCode closed;

    @Override
    public void send(ServerMessage message) {
        sent.add(ProtocolCodec.decodeServer(ProtocolCodec.encode(message)));
    }

    @Override
    public void close(CloseCode code, String reason) {
        closed = code;
    }

    <T> List<T> sent(Class<T> type) {
        return sent.stream().filter(type::isInstance).map(type::cast).toList();
    }

    <T> T last(Class<T> type) {
        return sent(type).getLast();
    }

    /** The numbers of the events, in the order in which they came. */
    List<Long> numbers() {
        return sent(Event.class).stream().map(Event::seq).toList();
    }
}
