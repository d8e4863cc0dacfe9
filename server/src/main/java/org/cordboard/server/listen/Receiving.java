package org.cordboard.server.listen;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One body on its way into a file. The connection is read only while nothing of it waits to be written, so that a fast sender
 * does not fill the memory. After a refusal what still comes is read and dropped, up to 16 MiB, so that the sender gets to read
 * the answer; then the connection is closed.
 *
 * <p>Its methods run on the connection's network thread; the file belongs to the thread of the uploads.
 */
final class Receiving {

    private static final long MOST_DROPPED = 16L << 20;

    private final ChannelHandlerContext ctx;
    private final Uploads uploads;
    private final long mostBytes;
    private final boolean keepAlive;
    private CompletableFuture<Upload.Receiver> tail;
    private @Nullable Path file;
    private @Nullable FileChannel out;
    private long received;
    private int waiting = 1;
    private boolean hasPlace;
    private boolean refused;
    private boolean ended;
    private boolean cleaned;

    private Receiving(
            ChannelHandlerContext ctx,
            Uploads uploads,
            long mostBytes,
            boolean keepAlive,
            CompletionStage<Upload.Receiver> admitted) {
        this.ctx = ctx;
        this.uploads = uploads;
        this.mostBytes = mostBytes;
        this.keepAlive = keepAlive;
        this.tail = admitted.toCompletableFuture().thenApplyAsync(this::open, uploads.thread());
    }

    /** @param length as the head says; 0 when it does not */
    static Receiving begin(
            ChannelHandlerContext ctx,
            Uploads uploads,
            Upload upload,
            HttpCall head,
            long length,
            boolean asksToContinue,
            boolean keepAlive) {
        ctx.channel().config().setAutoRead(false);
        boolean place = uploads.take();
        CompletionStage<Upload.Receiver> admitted = !place
                ? failed(HttpReply.refused(503, "BUSY", "Too many files are coming in.", "Try again in a moment."))
                : length > upload.mostBytes() ? failed(tooLarge(upload.mostBytes())) : admitted(upload, head);
        Receiving receiving = new Receiving(ctx, uploads, upload.mostBytes(), keepAlive, admitted);
        receiving.tail.whenComplete(
                (receiver, failure) -> receiving.onLoop(() -> receiving.admitted(failure, asksToContinue)));
        receiving.hasPlace = place;
        return receiving;
    }

    private static CompletionStage<Upload.Receiver> admitted(Upload upload, HttpCall head) {
        try {
            return upload.admit(head);
        } catch (RefusedException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static CompletionStage<Upload.Receiver> failed(HttpReply reply) {
        return CompletableFuture.failedFuture(new RefusedException(reply));
    }

    private static HttpReply tooLarge(long most) {
        return HttpReply.refused(
                413, "TOO_LARGE", "The body is larger than " + most + " bytes.", "Send it in several parts.");
    }

    private Upload.Receiver open(Upload.Receiver receiver) {
        Path made = uploads.create();
        file = made;
        try {
            out = FileChannel.open(made, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return receiver;
    }

    private void admitted(@Nullable Throwable failure, boolean asksToContinue) {
        if (failure != null) {
            refuse(failure);
        } else if (asksToContinue) {
            ctx.writeAndFlush(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));
        }
        written();
    }

    void take(HttpContent content) {
        received += content.content().readableBytes();
        if (refused || received > mostBytes) {
            content.release();
            if (!refused) {
                refuse(new RefusedException(tooLarge(mostBytes)));
            } else if (received > mostBytes + MOST_DROPPED) {
                ctx.close();
            }
            return;
        }
        waiting++;
        ctx.channel().config().setAutoRead(false);
        tail = tail.thenApplyAsync(receiver -> write(content, receiver), uploads.thread());
        tail.whenComplete((receiver, failure) -> onLoop(() -> {
            content.release();
            if (failure != null) {
                refuse(failure);
            }
            written();
        }));
    }

    private Upload.Receiver write(HttpContent content, Upload.Receiver receiver) {
        FileChannel open = out;
        try {
            while (open != null && content.content().isReadable()) {
                content.content().readBytes(open, content.content().readableBytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return receiver;
    }

    private void written() {
        waiting--;
        if (waiting == 0) {
            ctx.channel().config().setAutoRead(true);
        }
    }

    /** All of the body has come. */
    void end() {
        ended = true;
        if (refused) {
            ctx.close();
            return;
        }
        waiting++;
        tail.thenApplyAsync(this::closed, uploads.thread())
                .thenCompose(receiver -> receiver.receive(Objects.requireNonNull(file)))
                .whenComplete((reply, failure) -> onLoop(() -> {
                    if (reply != null) {
                        HttpHandler.write(ctx, reply, keepAlive);
                        cleanUp();
                    } else if (failure != null) {
                        refuse(failure);
                    }
                    written();
                }));
    }

    private Upload.Receiver closed(Upload.Receiver receiver) {
        close();
        return receiver;
    }

    private void close() {
        FileChannel open = out;
        out = null;
        try {
            if (open != null) {
                open.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The sender is gone. */
    void abandon() {
        refused = true;
        cleanUp();
    }

    private void refuse(Throwable failure) {
        if (!refused) {
            refused = true;
            HttpHandler.write(ctx, reply(failure), false, !ended);
            cleanUp();
        }
    }

    private static HttpReply reply(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof UncheckedIOException
                ? HttpReply.refused(
                        507,
                        "NO_SPACE",
                        "The server cannot keep the file.",
                        "Have somebody look whether the disk of the data directory is full.")
                : HttpHandler.failed(cause);
    }

    /** Whatever has become of the body, its file goes, unless somebody has taken it away. */
    private void cleanUp() {
        if (!cleaned) {
            cleaned = true;
            if (hasPlace) {
                uploads.giveBack();
            }
            uploads.thread().execute(() -> {
                close();
                Path made = file;
                try {
                    if (made != null) {
                        Files.deleteIfExists(made);
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    private void onLoop(Runnable work) {
        ctx.executor().execute(work);
    }
}
