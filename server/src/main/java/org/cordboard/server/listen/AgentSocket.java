package org.cordboard.server.listen;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.handler.timeout.IdleStateEvent;
import org.cordboard.protocol.CloseCode;
import org.cordboard.protocol.ProtocolCodec;
import org.cordboard.protocol.ServerMessage;
import org.cordboard.server.desktop.Desktop;
import org.cordboard.server.desktop.DesktopConnection;
import org.cordboard.server.desktop.Desktops;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One desktop's WebSocket. A desktop that does not read is cut off when as much as the write buffer's high-water mark waits for
 * it; it may resume.
 */
final class AgentSocket extends SimpleChannelInboundHandler<WebSocketFrame> implements DesktopConnection {

    private static final Logger log = LoggerFactory.getLogger(AgentSocket.class);

    private final Desktops desktops;
    private @Nullable Desktop desktop;
    private volatile @Nullable Channel channel;

    AgentSocket(Desktops desktops) {
        this.desktops = desktops;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof WebSocketServerProtocolHandler.HandshakeComplete) {
            channel = ctx.channel();
            desktop = desktops.connect(this);
        } else if (event instanceof IdleStateEvent) {
            // Clients ping; one that has said nothing for so long is gone, whatever TCP thinks.
            ctx.close();
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
        if (desktop == null) {
            return;
        }
        if (frame instanceof TextWebSocketFrame text) {
            desktop.received(text.text());
        } else {
            close(CloseCode.PROTOCOL_ERROR, "Only text frames are understood.");
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (desktop != null) {
            desktop.closed();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        log.debug("Desktop connection closed: {}", cause.toString());
        ctx.close();
    }

    @Override
    public void send(ServerMessage message) {
        Channel open = channel;
        if (open == null || !open.isActive()) {
            return;
        }
        if (!open.isWritable()) {
            close(CloseCode.TOO_SLOW, "Too much is waiting to be read.");
            return;
        }
        open.writeAndFlush(new TextWebSocketFrame(ProtocolCodec.encode(message)), open.voidPromise());
    }

    @Override
    public void close(CloseCode code, String reason) {
        Channel open = channel;
        if (open != null) {
            channel = null;
            open.writeAndFlush(new CloseWebSocketFrame(code.code(), reason)).addListener(ChannelFutureListener.CLOSE);
            if (code == CloseCode.TOO_SLOW) {
                // The close frame stands behind all that was not read; do not wait for it.
                open.close();
            }
        }
    }
}
