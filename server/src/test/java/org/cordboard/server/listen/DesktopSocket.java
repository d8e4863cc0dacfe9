package org.cordboard.server.listen;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.cordboard.protocol.ClientMessage;
import org.cordboard.protocol.Limits;
import org.cordboard.protocol.ProtocolCodec;
import org.cordboard.protocol.ServerMessage;
import org.jspecify.annotations.Nullable;

/** A desktop's WebSocket, driven by hand. */
final class DesktopSocket implements WebSocket.Listener {

    private static final int SECONDS = 20;

    final BlockingQueue<ServerMessage> messages = new LinkedBlockingQueue<>();
    final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder partial = new StringBuilder();
    private final WebSocket socket;

    DesktopSocket(HttpClient http, int port) {
        socket = http.newWebSocketBuilder()
                .subprotocols(Limits.SUBPROTOCOL)
                .buildAsync(URI.create("ws://127.0.0.1:" + port + Limits.SOCKET_PATH), this)
                .orTimeout(SECONDS, TimeUnit.SECONDS)
                .join();
    }

    DesktopSocket says(ClientMessage message) {
        return says(ProtocolCodec.encode(message));
    }

    DesktopSocket says(String text) {
        socket.sendText(text, true).orTimeout(SECONDS, TimeUnit.SECONDS).join();
        return this;
    }

    void saysBytes(byte[] bytes) {
        socket.sendBinary(ByteBuffer.wrap(bytes), true)
                .orTimeout(SECONDS, TimeUnit.SECONDS)
                .join();
    }

    void saysInParts(String text, int parts) {
        for (int i = 1; i <= parts; i++) {
            socket.sendText(text, i == parts)
                    .orTimeout(SECONDS, TimeUnit.SECONDS)
                    .join();
        }
    }

    void breaks() {
        socket.abort();
    }

    String subprotocol() {
        return socket.getSubprotocol();
    }

    /** The next message of a type; others before it are passed over. */
    <T extends ServerMessage> T hears(Class<T> type) {
        return hears(type, message -> true);
    }

    <T extends ServerMessage> T hears(Class<T> type, Predicate<T> wanted) {
        try {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
            while (true) {
                ServerMessage message = messages.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (message == null) {
                    throw new AssertionError("no " + type.getSimpleName() + " came");
                }
                if (type.isInstance(message) && wanted.test(type.cast(message))) {
                    return type.cast(message);
                }
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    int closeCode() {
        return closed.orTimeout(SECONDS, TimeUnit.SECONDS).join();
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            messages.add(ProtocolCodec.decodeServer(partial.toString()));
            partial.setLength(0);
        }
        webSocket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
        closed.complete(statusCode);
        return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        closed.completeExceptionally(error);
    }
}
