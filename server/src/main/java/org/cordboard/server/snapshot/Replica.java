package org.cordboard.server.snapshot;

import java.util.List;
import org.cordboard.cti.engine.Engine;
import org.cordboard.cti.journal.JournalEntry;
import org.cordboard.server.journal.JournalStart;
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
        restore(snapshot.position(), snapshot.at(), snapshot.engine(), snapshot.views());
    }

    private void restore(long entry, long at, List<Record> ofEngine, List<Record> ofViews) {
        engine = Engine.restored(at, ofEngine);
        for (int i = 0; i < views.size(); i++) {
            views.get(i).restore(ofViews.get(i));
        }
        position = entry;
    }

    /** The same at the same position with other views, which know nothing yet. */
    public Replica copy(List<? extends SiteView> others) {
        Replica copy = new Replica(others);
        if (position > 0) {
            copy.restore(position, engine.now(), engine.state(), states());
        }
        return copy;
    }

    private List<Record> states() {
        return views.stream().map(SiteView::state).toList();
    }

    /** Takes in the next entry. */
    public void apply(JournalEntry entry) {
        engine.replay(entry.at(), entry.events());
        views.forEach(view -> view.follow(entry, true));
        position = entry.position();
    }

    public Engine engine() {
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
        return new Snapshot(
                JournalStart.name(engine.siteId(), engine.epoch()),
                position,
                engine.now(),
                engine.stateHash(),
                engine.state(),
                states());
    }
}
