package org.cordboard.sim.ami;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.BindException;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * The AMI over TCP. All connections live on the one event loop that is the world's thread. A client that reads too slowly is
 * disconnected when what waits for it exceeds the bound, as Asterisk does after its write time-out.
 */
public final class AmiServer implements AutoCloseable {

    /**
     * How to listen.
     *
     * @param host an address of this machine; {@code 127.0.0.1} unless others are to reach it
     * @param port 0: any free one
     * @param maxWaitingBytes for one client
     * @param maxSessions connections beyond it are closed at once
     * @param faults what happens to each new connection
     */
    public record Options(String host, int port, int maxWaitingBytes, int maxSessions, FaultPlan faults) {

        public static Options loopback(int port) {
            return new Options("127.0.0.1", port, 4 << 20, 64, FaultPlan.NONE);
        }
    }

    private final Channel listener;

    private AmiServer(Channel listener) {
        this.listener = listener;
    }

    /**
     * Listens. Must not be called on the event loop.
     *
     * @param loop the one the face's world lives on
     * @throws IllegalStateException when the port cannot be had; the message names it and is made for people
     */
    public static AmiServer start(Options options, AmiFace face, EventLoop loop) {
        WriteBufferWaterMark bound = new WriteBufferWaterMark(options.maxWaitingBytes() / 2, options.maxWaitingBytes());
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, bound)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline().addLast(new AmiClientHandler(face, options));
                    }
                });
        ChannelFuture done = bootstrap.bind(options.host(), options.port()).awaitUninterruptibly();
        if (!done.isSuccess()) {
            throw new IllegalStateException(whyNot(options, done.cause()), done.cause());
        }
        return new AmiServer(done.channel());
    }

    private static String whyNot(Options options, @Nullable Throwable cause) {
        String place = "port " + options.port() + " on " + options.host();
        return cause instanceof BindException
                ? "Cannot listen for AMI clients: " + place + " is in use or not to be had."
                        + " Stop the program that has it or choose another."
                : "Cannot listen for AMI clients on " + place + ": " + cause;
    }

    /** The port listened on. */
    public int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    /** Stops listening; open connections end with their event loop. */
    @Override
    public void close() {
        listener.close().awaitUninterruptibly();
    }
}
