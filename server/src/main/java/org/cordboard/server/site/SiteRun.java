package org.cordboard.server.site;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.cordboard.cti.engine.Engine;
import org.cordboard.cti.engine.EngineClock;
import org.cordboard.cti.engine.Input;
import org.cordboard.cti.engine.SiteConfig;
import org.cordboard.cti.engine.SiteId;
import org.cordboard.cti.engine.StartUp;
import org.cordboard.cti.journal.JournalEntry;
import org.cordboard.cti.port.PbxId;
import org.cordboard.server.journal.JournalFollower;
import org.cordboard.server.journal.JournalReader;
import org.cordboard.server.journal.SegmentJournal;
import org.cordboard.server.journal.SiteView;
import org.cordboard.server.snapshot.Replica;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts a site: replays its journal, tells the engine what a restart means, and sets its threads going. */
public final class SiteRun {

    private static final Logger log = LoggerFactory.getLogger(SiteRun.class);

    private SiteRun() {}

    /**
     * What a site is started with.
     *
     * @param views what must know all of the journal, in the order in which {@code replica} has theirs: {@code SiteViews}
     * @param followers shown the journal too, and only its end when there is a snapshot
     * @param replica as far as a snapshot reaches; at the end of the journal when the site has started
     * @param linkDelay how late the links are with what their PBXs report, milliseconds
     * @param onFailure told once, on one of the site's threads, when the engine or the journal has failed
     */
    public record Parts(
            SiteId site,
            SiteConfig config,
            List<PbxId> pbxs,
            SegmentJournal journal,
            Effects effects,
            List<SiteView> views,
            List<JournalFollower> followers,
            Replica replica,
            LongSupplier linkDelay,
            Consumer<Throwable> onFailure) {

        public Parts {
            pbxs = List.copyOf(pbxs);
            views = List.copyOf(views);
            followers = List.copyOf(followers);
        }

        /** The views first, so that others find them up to date. */
        List<JournalFollower> all() {
            return Stream.concat(views.stream(), followers.stream()).toList();
        }
    }

    /** The number for the engine's code that stands in every journal entry. */
    public static long codeHash() {
        return CodeHash.of(Engine.class);
    }

    /** Returns a running site. Its links count as down until their PBXs report; nothing that was outstanding is asked for again. */
    public static SiteThread start(Parts parts) {
        long started = System.nanoTime();
        Replica replica = parts.replica();
        long resumed = replica.position();
        if (resumed > 0) {
            parts.followers().forEach(follower -> follower.resumed(replica.engine(), resumed));
        }
        try (JournalReader reader = parts.journal().read(resumed + 1)) {
            while (reader.hasNext()) {
                JournalEntry entry = reader.next();
                replica.apply(entry);
                parts.followers().forEach(follower -> follower.follow(entry, true));
            }
        }
        // The replica goes on with the snapshots from here, so that nothing is read twice.
        Replica live = replica.copy(parts.views());
        Engine engine = live.engine();
        log.info(
                "Journal replayed: snapshot of entry {}, {} entries behind it, {} calls open, {} ms",
                resumed,
                live.position() - resumed,
                engine.calls().all().size(),
                (System.nanoTime() - started) / 1_000_000);
        EngineClock clock = new EngineClock(
                System::currentTimeMillis,
                System::nanoTime,
                engine.now(),
                engine.site().wallClock(0));
        List<Input> first = new ArrayList<>();
        if (parts.journal().lastAppended() == 0) {
            first.add(new Input.SiteStarted(parts.site(), clock.now() / 1000));
        }
        first.addAll(StartUp.inputs(engine, parts.config(), parts.pbxs(), clock.now()));
        SiteThread site = new SiteThread(
                engine,
                clock,
                parts.journal(),
                parts.effects(),
                parts.all(),
                codeHash(),
                new LoadMeter(parts.linkDelay()),
                parts.onFailure());
        site.start(first);
        return site;
    }
}
