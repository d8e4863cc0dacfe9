package org.cordboard.server.listen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.local.LocalAddress;
import io.netty.channel.local.LocalChannel;
import io.netty.channel.local.LocalIoHandler;
import io.netty.channel.local.LocalServerChannel;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler.HandshakeComplete;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.cordboard.protocol.CloseCode;
import org.cordboard.protocol.Event;
import org.cordboard.protocol.NoticeLevel;
import org.cordboard.server.desktop.Desktops;
import org.cordboard.server.desktop.EngineSite;
import org.junit.jupiter.api.Test;

class AgentSocketTest {

    /** While a server stops, its site may still have something to say when the listener's threads are gone. */
    @Test
    void isSilentWhenItsThreadsAreGone() throws Exception {
        Desktops desktops = new Desktops(new EngineSite(Runnable::run), token -> Optional.empty(), () -> 0, 1);
        AgentSocket socket =
                new AgentSocket(desktops, new DefaultChannelGroup(GlobalEventExecutor.INSTANCE), Duration.ofMinutes(1));
        MultiThreadIoEventLoopGroup server = new MultiThreadIoEventLoopGroup(1, LocalIoHandler.newFactory());
        MultiThreadIoEventLoopGroup client = new MultiThreadIoEventLoopGroup(1, LocalIoHandler.newFactory());
        try {
            LocalAddress address = new LocalAddress("desktop");
            new ServerBootstrap()
                    .group(server)
                    .channel(LocalServerChannel.class)
                    .childHandler(new ChannelInboundHandlerAdapter())
                    .bind(address)
                    .sync();
            LocalChannel channel = (LocalChannel) new Bootstrap()
                    .group(client)
                    .channel(LocalChannel.class)
                    .handler(socket)
                    .connect(address)
                    .sync()
                    .channel();
            channel.eventLoop()
                    .submit(() -> channel.pipeline()
                            .fireUserEventTriggered(new HandshakeComplete("/agent", new DefaultHttpHeaders(), null)))
                    .sync();
            Event notice = new Event.Notice(1, NoticeLevel.INFO, "C", Map.of(), "hello");
            socket.send(notice);

            client.shutdownGracefully(0, 0, TimeUnit.MILLISECONDS).sync();

            assertThat(client.isTerminated()).isTrue();
            assertThatCode(() -> socket.send(notice)).doesNotThrowAnyException();
            assertThatCode(() -> socket.close(CloseCode.GOING_AWAY, "gone")).doesNotThrowAnyException();
        } finally {
            client.shutdownGracefully(0, 0, TimeUnit.MILLISECONDS);
            server.shutdownGracefully(0, 0, TimeUnit.MILLISECONDS);
        }
    }
}
