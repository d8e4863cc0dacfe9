package org.cordboard.server.listen;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.cordboard.protocol.CloseCode;
import org.cordboard.protocol.Limits;
import org.cordboard.server.desktop.Desktops;
import org.jspecify.annotations.Nullable;

/** HTTP and WebSocket on one port. */
public final class Listener implements AutoCloseable {

    private static final int MAX_BODY_BYTES = 64 * 1024;
    private static final int IDLE_SECONDS = 90;
    private static final int HANDSHAKE_MILLIS = 10_000;
    private static final Duration SESSION_WITHIN = Duration.ofSeconds(30);
    private static final WriteBufferWaterMark UNREAD = new WriteBufferWaterMark(256 * 1024, 1024 * 1024);

    private final EventLoopGroup acceptor;
    private final EventLoopGroup workers;
    private final Channel channel;
    private final ChannelGroup connected;

    private Listener(EventLoopGroup acceptor, EventLoopGroup workers, Channel channel, ChannelGroup connected) {
        this.acceptor = acceptor;
        this.workers = workers;
        this.channel = channel;
        this.connected = connected;
    }

    /**
     * Binds and starts to answer.
     *
     * @param port 0 takes any free one
     * @throws ListenException when the address cannot be used; the message says which and what to do
     */
    public static Listener open(String host, int port, Routes routes, Desktops desktops) {
        return open(host, port, routes, desktops, SESSION_WITHIN);
    }

    /** @param uploads where large bodies are streamed to */
    public static Listener open(String host, int port, Routes routes, Desktops desktops, Uploads uploads) {
        return open(host, port, routes, desktops, SESSION_WITHIN, uploads);
    }

    static Listener open(String host, int port, Routes routes, Desktops desktops, Duration sessionWithin) {
        return open(host, port, routes, desktops, sessionWithin, null);
    }

    private static Listener open(
            String host,
            int port,
            Routes routes,
            Desktops desktops,
            Duration sessionWithin,
            @Nullable Uploads uploads) {
        EventLoopGroup acceptor = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        EventLoopGroup workers = new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
        ChannelGroup connected = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
        ChannelFuture bound = new ServerBootstrap()
                .group(acceptor, workers)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, 1024)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, UNREAD)
                .childHandler(new Pipeline(routes, uploads, () -> new AgentSocket(desktops, connected, sessionWithin)))
                .bind(host, port)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            shutDown(acceptor, workers);
            throw new ListenException(
                    "Cannot listen on " + host + ":" + port + ": "
                            + bound.cause().getMessage()
                            + ". Is another server running there? Set listen.port to another one, or to 0 for any.",
                    bound.cause());
        }
        return new Listener(acceptor, workers, bound.channel(), connected);
    }

    public int port() {
        return ((InetSocketAddress) channel.localAddress()).getPort();
    }

    /** Takes no more connections and sends the desktops away, to come back and resume. */
    @Override
    public void close() {
        channel.close().awaitUninterruptibly(5, TimeUnit.SECONDS);
        CloseCode away = CloseCode.GOING_AWAY;
        connected
                .writeAndFlush(new CloseWebSocketFrame(away.code(), "The server stops."))
                .awaitUninterruptibly(1, TimeUnit.SECONDS);
        shutDown(acceptor, workers);
    }

    private static void shutDown(EventLoopGroup acceptor, EventLoopGroup workers) {
        Future<?> accepting = acceptor.shutdownGracefully(0, 2, TimeUnit.SECONDS);
        Future<?> working = workers.shutdownGracefully(0, 2, TimeUnit.SECONDS);
        accepting.awaitUninterruptibly(5, TimeUnit.SECONDS);
        working.awaitUninterruptibly(5, TimeUnit.SECONDS);
    }

    /** The address could not be used. */
    public static final class ListenException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        ListenException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    private static final class Pipeline extends ChannelInitializer<SocketChannel> {

        private final Routes routes;
        private final @Nullable Uploads uploads;
        private final Supplier<AgentSocket> sockets;

        Pipeline(Routes routes, @Nullable Uploads uploads, Supplier<AgentSocket> sockets) {
            this.uploads = uploads;
            this.routes = routes;
            this.sockets = sockets;
        }

        @Override
        protected void initChannel(SocketChannel channel) {
            ChannelPipeline pipeline = channel.pipeline();
            pipeline.addLast(new IdleStateHandler(IDLE_SECONDS, 0, 0));
            pipeline.addLast(new HttpServerCodec());
            pipeline.addLast(new UploadReceiver(routes, uploads));
            pipeline.addLast(new BodyCollector(MAX_BODY_BYTES));
            pipeline.addLast(new SubprotocolCheck());
            pipeline.addLast(new WebSocketServerProtocolHandler(WebSocketServerProtocolConfig.newBuilder()
                    .websocketPath(Limits.SOCKET_PATH)
                    .subprotocols(Limits.SUBPROTOCOL)
                    .maxFramePayloadLength(Limits.CLIENT_FRAME_BYTES)
                    .handshakeTimeoutMillis(HANDSHAKE_MILLIS)
                    .dropPongFrames(true)
                    // Closing a channel must not wait until a desktop that does not read has taken a close frame.
                    .sendCloseFrame(null)
                    .build()));
            pipeline.addLast(new WebSocketFrameAggregator(Limits.CLIENT_FRAME_BYTES));
            pipeline.addLast(sockets.get());
            pipeline.addLast(new HttpHandler(routes));
        }
    }
}
