package org.cordboard.server;

import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.cordboard.cti.engine.Input;
import org.cordboard.cti.engine.Reply;
import org.cordboard.cti.port.PbxEvent;
import org.cordboard.server.desktop.SiteInputs;
import org.cordboard.server.site.SiteThread;
import org.jspecify.annotations.Nullable;

/** The way to a site for those who are made before it. Nobody knocks before it is opened. */
final class Door implements SiteInputs {

    private volatile @Nullable SiteThread site;

    void open(SiteThread opened) {
        this.site = opened;
    }

    @Override
    public CompletionStage<Reply> command(Input.AgentCommanded command) {
        return Objects.requireNonNull(site).command(command);
    }

    CompletionStage<Reply> command(Input.SupervisorCommanded command) {
        return Objects.requireNonNull(site).command(command);
    }

    @Override
    public void tell(Input input) {
        Objects.requireNonNull(site).tell(input);
    }

    void report(PbxEvent event) {
        Objects.requireNonNull(site).report(event);
    }
}
