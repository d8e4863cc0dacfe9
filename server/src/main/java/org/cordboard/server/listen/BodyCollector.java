package org.cordboard.server.listen;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObjectAggregator;
import java.util.concurrent.TimeUnit;

/** Puts the parts of a request together, and refuses one that is too large in the form of all refusals. */
final class BodyCollector extends HttpObjectAggregator {

    private static final int CLOSE_AFTER_SECONDS = 2;

    BodyCollector(int mostBytes) {
        super(mostBytes);
    }

    @Override
    protected void handleOversizedMessage(ChannelHandlerContext ctx, HttpMessage oversized) {
        HttpHandler.write(ctx, HttpHandler.tooLarge(), false, true);
        // What still comes is dropped; closing at once would keep the sender from reading the answer.
        ctx.executor().schedule(() -> ctx.close(), CLOSE_AFTER_SECONDS, TimeUnit.SECONDS);
    }
}
