package org.cordboard.server.snapshot;

import java.util.ArrayList;
import java.util.List;
import org.cordboard.cti.engine.Engine;
import org.cordboard.cti.journal.JournalEntry;
import org.cordboard.server.journal.SiteView;

/** An engine and views as they are at one position of the journal; taken there entry by entry. For one thread. */
public final class Replica {

    private final List<SiteView> views;
    private Engine engine = new Engine();
    private long position;

    /** @param views without anything yet, always in the same order */
    public Replica(List<? extends SiteView> views) {
        this.views = List.copyOf(views);
    }

    /** Takes over what a snapshot holds, before any entry. */
    void restore(Snapshot snapshot) {
        engine = Engine.restored(snapshot.at(), snapshot.engine());
        for (int i = 0; i < views.size(); i++) {
            views.get(i).restore(snapshot.views().get(i));
        }
        position = snapshot.position();
    }

    /** Another engine with the same state, and the same knowledge for other views, which have none yet. */
    public Engine handOver(List<SiteView> others) {
        if (position == 0) {
            return new Engine();
        }
        for (int i = 0; i < views.size(); i++) {
            others.get(i).restore(views.get(i).state());
        }
        return Engine.restored(engine.now(), engine.state());
    }

    void apply(JournalEntry entry) {
        engine.replay(entry.at(), entry.events());
        views.forEach(view -> view.follow(entry, true));
        position = entry.position();
    }

    Engine engine() {
        return engine;
    }

    List<SiteView> views() {
        return views;
    }

    /** Of the last entry that was applied; 0 before the first. */
    public long position() {
        return position;
    }

    Snapshot snapshot() {
        List<Record> states = new ArrayList<>();
        views.forEach(view -> states.add(view.state()));
        return new Snapshot(position, engine.now(), engine.stateHash(), engine.state(), states);
    }
}
