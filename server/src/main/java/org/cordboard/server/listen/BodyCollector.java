package org.cordboard.server.listen;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObjectAggregator;

/** Puts the parts of a request together, and refuses one that is too large in the form of all refusals. */
final class BodyCollector extends HttpObjectAggregator {

    BodyCollector(int mostBytes) {
        super(mostBytes);
    }

    @Override
    protected void handleOversizedMessage(ChannelHandlerContext ctx, HttpMessage oversized) {
        HttpHandler.write(ctx, HttpHandler.tooLarge(), false);
    }
}
