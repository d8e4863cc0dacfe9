package org.cordboard.protocol.client;

import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.cordboard.protocol.Limits;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket: joins fragments to texts, sends texts one after the other, and hands all that happens to its owner on the
 * lane. The next frame is asked for only when the last was dealt with.
 */
final class Connection implements WebSocket.Listener {

    /** What a connection reports; called on the lane. */
    interface Owner {

        void received(Connection connection, String text);

        /** @param code the close code, 1006 (nothing received) when there was none */
        void lost(Connection connection, int code, String reason);
    }

    static final int NO_CLOSE_FRAME = 1006;

    private final Lane lane;
    private final Owner owner;
    private final StringBuilder partial = new StringBuilder();
    private @Nullable WebSocket socket;
    private CompletableFuture<?> sent = CompletableFuture.completedFuture(null);
    private boolean wordHeard;

    Connection(Lane lane, Owner owner) {
        this.lane = lane;
        this.owner = owner;
    }

    /** On the lane, before anything is sent. */
    void use(WebSocket webSocket) {
        socket = webSocket;
    }

    /** On the lane. */
    void send(String text) {
        WebSocket to = socket;
        if (to != null) {
            queue(sent.thenCompose(x -> to.sendText(text, true)));
        }
    }

    /** On the lane. */
    void ping() {
        WebSocket to = socket;
        if (to != null) {
            queue(sent.thenCompose(x -> to.sendPing(ByteBuffer.allocate(0))));
        }
    }

    /** Says good-bye after all that was sent before; on the lane. */
    void close() {
        WebSocket to = socket;
        if (to != null) {
            sent = sent.thenCompose(x -> to.sendClose(WebSocket.NORMAL_CLOSURE, ""))
                    .whenComplete((x, failure) -> to.abort());
        }
    }

    /** Drops the connection without a word; on the lane. */
    void abort() {
        WebSocket to = socket;
        if (to != null) {
            to.abort();
        }
    }

    /** Whether anything came since this was last asked; on the lane. */
    boolean heardSinceLastAsked() {
        boolean heard = wordHeard;
        wordHeard = false;
        return heard;
    }

    private void queue(CompletableFuture<?> sending) {
        sent = sending;
        lane.whenDone(sending, (x, failure) -> {
            if (failure != null) {
                owner.lost(this, NO_CLOSE_FRAME, "sending failed");
            }
        });
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        if (partial.length() + data.length() > Limits.SERVER_FRAME_BYTES) {
            webSocket.abort();
            lane.execute(() -> owner.lost(this, NO_CLOSE_FRAME, "the server sent a message too large to take"));
            return null;
        }
        partial.append(data);
        if (last) {
            String text = partial.toString();
            partial.setLength(0);
            lane.execute(() -> {
                wordHeard = true;
                try {
                    owner.received(this, text);
                } finally {
                    webSocket.request(1);
                }
            });
        } else {
            webSocket.request(1);
        }
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket webSocket, ByteBuffer data, boolean last) {
        webSocket.abort();
        lane.execute(() -> owner.lost(this, NO_CLOSE_FRAME, "the server sent a binary frame"));
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPing(WebSocket webSocket, ByteBuffer message) {
        return heard(webSocket);
    }

    @Override
    public @Nullable CompletionStage<?> onPong(WebSocket webSocket, ByteBuffer message) {
        return heard(webSocket);
    }

    private @Nullable CompletionStage<?> heard(WebSocket webSocket) {
        lane.execute(() -> wordHeard = true);
        webSocket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
        lane.execute(() -> owner.lost(this, statusCode, reason));
        return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        lane.execute(() -> owner.lost(this, NO_CLOSE_FRAME, "the connection broke"));
    }
}
