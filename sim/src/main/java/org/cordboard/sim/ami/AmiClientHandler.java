package org.cordboard.sim.ami;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One TCP connection's bytes. Writes that fail end the connection; nothing else is to be done about them. */
@SuppressWarnings("FutureReturnValueIgnored")
final class AmiClientHandler extends SimpleChannelInboundHandler<ByteBuf> {

    private static final Logger log = LoggerFactory.getLogger(AmiClientHandler.class);

    private final AmiFace face;
    private final AmiServer.Options options;
    private @Nullable AmiSession session;
    private boolean flushing;

    AmiClientHandler(AmiFace face, AmiServer.Options options) {
        this.face = face;
        this.options = options;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        if (face.sessions().size() >= options.maxSessions()) {
            log.warn("AMI connection refused: {} are open", options.maxSessions());
            context.close();
            return;
        }
        session = face.connect(new SocketWire(context), options.faults());
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf bytes) {
        if (session != null) {
            session.receive(ByteBufUtil.getBytes(bytes));
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (context.channel().isWritable()) {
            return;
        }
        // What waits may wait only for the end of the loop's present task: then it is not the client who is slow.
        context.flush();
        if (!context.channel().isWritable()) {
            log.warn("AMI client disconnected: it does not read what it is sent");
            context.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (session != null) {
            session.end();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        log.info("AMI connection failed: {}", cause.toString());
        context.close();
    }

    /** Writes now and flushes once at the end of the loop's present task. */
    private final class SocketWire implements AmiWire {
        private final ChannelHandlerContext context;

        SocketWire(ChannelHandlerContext context) {
            this.context = context;
        }

        @Override
        public void send(String text) {
            context.write(ByteBufUtil.writeUtf8(context.alloc(), text));
            if (!flushing) {
                flushing = true;
                context.executor().execute(() -> {
                    flushing = false;
                    context.flush();
                });
            }
        }

        @Override
        public void close() {
            // The last answer, such as a refused login, must still reach the client.
            context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(done -> context.close());
        }
    }
}
