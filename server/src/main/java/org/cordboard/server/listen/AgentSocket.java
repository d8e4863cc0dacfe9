package org.cordboard.server.listen;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.group.ChannelGroup;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.handler.timeout.IdleStateEvent;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.cordboard.protocol.CloseCode;
import org.cordboard.protocol.Limits;
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

    /** How long a desktop may take to read that it is closed. */
    private static final int CLOSING_SECONDS = 5;

    private static final Logger log = LoggerFactory.getLogger(AgentSocket.class);

    private final Desktops desktops;
    private final ChannelGroup connected;
    private final Duration sessionWithin;
    private @Nullable Desktop desktop;
    private volatile @Nullable Channel channel;

    /**
     * @param connected where an open WebSocket is noted
     * @param sessionWithin one that has opened no session by then is closed
     */
    AgentSocket(Desktops desktops, ChannelGroup connected, Duration sessionWithin) {
        this.desktops = desktops;
        this.connected = connected;
        this.sessionWithin = sessionWithin;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof WebSocketServerProtocolHandler.HandshakeComplete) {
            channel = ctx.channel();
            connected.add(ctx.channel());
            Desktop opened = desktops.connect(this);
            desktop = opened;
            ctx.executor().schedule(() -> expectSession(opened), sessionWithin.toMillis(), TimeUnit.MILLISECONDS);
        } else if (event instanceof IdleStateEvent) {
            // Clients ping; one that has said nothing for so long is gone, whatever TCP thinks.
            ctx.close();
        }
    }

    private void expectSession(Desktop opened) {
        if (!opened.hasSession()) {
            close(CloseCode.PROTOCOL_ERROR, "No session was opened in time.");
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
        if (desktop == null || channel == null) {
            // Not open yet, or closed by us: what is still on its way counts no more.
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
        if (cause instanceof TooLongFrameException) {
            close(CloseCode.TOO_BIG, "A message must not be larger than " + Limits.CLIENT_FRAME_BYTES + " bytes.");
        } else if (!(cause instanceof CorruptedWebSocketFrameException)) {
            // A frame that breaks the rules of WebSockets was answered with its close code already.
            ctx.close();
        }
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
        try {
            open.writeAndFlush(new TextWebSocketFrame(ProtocolCodec.encode(message)), open.voidPromise());
        } catch (RejectedExecutionException e) {
            // The listener's threads are gone, as the server stops; the desktop comes back and resumes.
            channel = null;
        }
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
            } else if (!open.eventLoop().isShuttingDown()) {
                open.eventLoop().schedule(() -> open.close(), CLOSING_SECONDS, TimeUnit.SECONDS);
            }
        }
    }
}
