package org.cordboard.server.listen;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers plain HTTP requests by the {@link Routes}. */
final class HttpHandler extends SimpleChannelInboundHandler<FullHttpRequest> {

    private static final Logger log = LoggerFactory.getLogger(HttpHandler.class);
    private static final long CLOSES_AFTER_SECONDS = 2;

    private final Routes routes;

    HttpHandler(Routes routes) {
        this.routes = routes;
    }

    /** A request without its body. */
    static HttpCall head(HttpRequest request) {
        String uri = request.uri();
        int query = uri.indexOf('?');
        return new HttpCall(
                request.method().name(),
                query < 0 ? uri : uri.substring(0, query),
                PercentCode.query(query < 0 ? "" : uri.substring(query + 1)),
                headers(request),
                Map.of(),
                new byte[0]);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
        if (!request.decoderResult().isSuccess()) {
            refuseUnread(ctx, notRead(request.decoderResult().cause()));
            return;
        }
        boolean keepAlive = HttpUtil.isKeepAlive(request);
        try {
            HttpCall call = head(request).withBody(ByteBufUtil.getBytes(request.content()));
            routes.answer(call)
                    .whenComplete((reply, failure) -> write(ctx, reply != null ? reply : failed(failure), keepAlive));
        } catch (RefusedException e) {
            write(ctx, e.reply(), keepAlive);
        }
    }

    /** Leaves time to read the answer: closing at once, with more on its way to us, would make the network drop it. */
    private static void refuseUnread(ChannelHandlerContext ctx, HttpReply reply) {
        write(ctx, reply, false, true);
        if (ctx.channel() instanceof DuplexChannel socket) {
            socket.shutdownOutput();
        }
        ctx.executor().schedule(() -> ctx.close(), CLOSES_AFTER_SECONDS, TimeUnit.SECONDS);
    }

    private static Map<String, String> headers(HttpRequest request) {
        Map<String, String> headers = new LinkedHashMap<>();
        request.headers()
                .forEach(header -> headers.putIfAbsent(header.getKey().toLowerCase(Locale.ROOT), header.getValue()));
        return headers;
    }

    private static HttpReply notRead(Throwable cause) {
        if (cause instanceof TooLongHttpLineException) {
            return HttpReply.refused(
                    414, "ADDRESS_TOO_LONG", "The address is longer than 4096 bytes.", "Ask for less in one query.");
        }
        if (cause instanceof TooLongHttpHeaderException) {
            return HttpReply.refused(
                    431, "HEADERS_TOO_LARGE", "The headers are larger than 8192 bytes.", "Send fewer or shorter ones.");
        }
        return HttpReply.refused(
                400,
                "BAD_REQUEST",
                "This is not a request that HTTP/1.1 allows.",
                "Use a client that speaks HTTP/1.1.");
    }

    static HttpReply tooLarge() {
        return HttpReply.refused(
                413, "TOO_LARGE", "The body is larger than 65536 bytes.", "Send it in several requests.");
    }

    static HttpReply failed(@Nullable Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof RefusedException refused) {
            return refused.reply();
        }
        log.error("A request could not be answered", cause);
        return HttpReply.refused(500, "INTERNAL", "The server could not answer.", "Its log says why.");
    }

    static void write(ChannelHandlerContext ctx, HttpReply reply, boolean keepAlive) {
        write(ctx, reply, keepAlive, keepAlive);
    }

    /** @param stayOpen whether the connection is left to somebody else to close */
    static void write(ChannelHandlerContext ctx, HttpReply reply, boolean keepAlive, boolean stayOpen) {
        DefaultFullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(reply.status()), Unpooled.wrappedBuffer(reply.body()));
        if (reply.status() != HttpResponseStatus.NO_CONTENT.code()) {
            response.headers()
                    .set(HttpHeaderNames.CONTENT_TYPE, reply.contentType())
                    .set(HttpHeaderNames.CONTENT_LENGTH, reply.body().length);
        }
        response.headers().set(HttpHeaderNames.CACHE_CONTROL, "no-store").set("X-Content-Type-Options", "nosniff");
        reply.headers().forEach(response.headers()::set);
        HttpUtil.setKeepAlive(response, keepAlive);
        var written = ctx.writeAndFlush(response);
        if (!stayOpen) {
            written.addListener(ChannelFutureListener.CLOSE);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        log.debug("Connection closed: {}", cause.toString());
        ctx.close();
    }
}
