package org.cordboard.server;

import java.util.List;
import java.util.function.Supplier;
import org.cordboard.server.desktop.Desktops;
import org.cordboard.server.journal.SiteView;
import org.cordboard.server.site.Books;
import org.cordboard.server.site.Floor;
import org.cordboard.server.snapshot.Replica;

/** The views of a site in the one order in which snapshots hold them. */
public record SiteViews(SiteView screens, Books books, Floor floor) {

    /** Without anything yet, and without desktops to tell it to. */
    public static SiteViews alone() {
        return new SiteViews(Desktops.screensAlone(), new Books(), new Floor());
    }

    /** Makes replicas that know nothing yet. */
    public static Supplier<Replica> replicas() {
        return () -> new Replica(alone().inOrder());
    }

    public List<SiteView> inOrder() {
        return List.of(screens, books, floor);
    }
}
