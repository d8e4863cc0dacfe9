package org.cordboard.server.listen;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.util.ReferenceCountUtil;
import java.util.stream.Stream;
import org.cordboard.protocol.Limits;

/**
 * Turns away WebSockets that do not ask for our subprotocol. The handshake itself would open them without one, and the two sides
 * would find out later that they do not understand each other.
 */
final class SubprotocolCheck extends ChannelInboundHandlerAdapter {

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof FullHttpRequest request && isForDesktops(request) && !asksForOurs(request)) {
            ReferenceCountUtil.release(request);
            HttpReply reply = HttpReply.refused(
                    400,
                    "SUBPROTOCOL",
                    "The WebSocket was not asked for with the subprotocol " + Limits.SUBPROTOCOL + ".",
                    "Name it when opening; see docs/PROTOCOL.md.");
            HttpHandler.write(ctx, reply, false);
        } else {
            ctx.fireChannelRead(message);
        }
    }

    private static boolean isForDesktops(FullHttpRequest request) {
        return request.decoderResult().isSuccess()
                && request.uri().equals(Limits.SOCKET_PATH)
                && request.headers().contains(HttpHeaderNames.UPGRADE);
    }

    private static boolean asksForOurs(FullHttpRequest request) {
        return request.headers().getAll(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL).stream()
                .flatMap(value -> Stream.of(value.split(",", -1)))
                .anyMatch(value -> value.strip().equals(Limits.SUBPROTOCOL));
    }
}
