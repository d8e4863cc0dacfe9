package org.cordboard.server.listen;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes the requests whose bodies are streamed, and lets all others pass. */
final class UploadReceiver extends ChannelInboundHandlerAdapter {

    private final Routes routes;
    private final @Nullable Uploads uploads;
    private @Nullable Receiving receiving;

    /** @param uploads null when there are none here */
    UploadReceiver(Routes routes, @Nullable Uploads uploads) {
        this.routes = routes;
        this.uploads = uploads;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof HttpRequest request) {
            receiving = begin(ctx, request);
        }
        Receiving current = receiving;
        if (current == null) {
            ctx.fireChannelRead(message);
            return;
        }
        if (message instanceof HttpContent content) {
            current.take(content);
            if (message instanceof LastHttpContent) {
                current.end();
                receiving = null;
            }
        } else {
            ReferenceCountUtil.release(message);
        }
    }

    private @Nullable Receiving begin(ChannelHandlerContext ctx, HttpRequest request) {
        if (uploads == null || !request.decoderResult().isSuccess()) {
            return null;
        }
        try {
            HttpCall head = HttpHandler.head(request);
            Optional<Upload> upload = routes.upload(head);
            return upload.isEmpty()
                    ? null
                    : Receiving.begin(
                            ctx,
                            uploads,
                            upload.get(),
                            routes.placed(head),
                            HttpUtil.getContentLength(request, 0L),
                            HttpUtil.is100ContinueExpected(request),
                            HttpUtil.isKeepAlive(request));
        } catch (RefusedException | NumberFormatException e) {
            // What is wrong with the head is said where all other heads are read.
            return null;
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        Receiving current = receiving;
        if (current != null) {
            current.abandon();
            receiving = null;
        }
        ctx.fireChannelInactive();
    }
}
