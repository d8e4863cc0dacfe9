package org.cordboard.server.site;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.cordboard.cti.engine.Engine;
import org.cordboard.cti.engine.EngineClock;
import org.cordboard.cti.engine.Input;
import org.cordboard.cti.engine.SiteConfig;
import org.cordboard.cti.engine.SiteId;
import org.cordboard.cti.engine.StartUp;
import org.cordboard.cti.journal.JournalEntry;
import org.cordboard.cti.port.PbxId;
import org.cordboard.server.journal.JournalReader;
import org.cordboard.server.journal.SegmentJournal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts a site: replays its journal, tells the engine what a restart means, and sets its threads going. */
public final class SiteRun {

    private static final Logger log = LoggerFactory.getLogger(SiteRun.class);

    private SiteRun() {}

    /**
     * What a site is started with.
     *
     * @param onFailure told once, on one of the site's threads, when the engine or the journal has failed
     */
    public record Parts(
            SiteId site,
            SiteConfig config,
            List<PbxId> pbxs,
            SegmentJournal journal,
            Effects effects,
            List<JournalFollower> followers,
            Consumer<Throwable> onFailure) {

        public Parts {
            pbxs = List.copyOf(pbxs);
            followers = List.copyOf(followers);
        }
    }

    /** The number for the engine's code that stands in every journal entry. */
    public static long codeHash() {
        return CodeHash.of(Engine.class);
    }

    /**
     * Returns a running site. Its links count as down until their PBXs report; nothing that was outstanding is asked for again.
     *
     * @param lostDesktops asked after the replay for what has to be told about desktops that were open
     */
    public static SiteThread start(Parts parts, Supplier<List<Input>> lostDesktops) {
        Engine engine = new Engine();
        long started = System.nanoTime();
        long entries = 0;
        try (JournalReader reader = parts.journal().read(1)) {
            while (reader.hasNext()) {
                JournalEntry entry = reader.next();
                engine.replay(entry.at(), entry.events());
                parts.followers().forEach(follower -> follower.follow(entry, true));
                entries++;
            }
        }
        log.info(
                "Journal replayed: {} entries, {} calls open, {} ms",
                entries,
                engine.calls().all().size(),
                (System.nanoTime() - started) / 1_000_000);
        EngineClock clock = new EngineClock(
                System::currentTimeMillis,
                System::nanoTime,
                engine.now(),
                engine.site().wallClock(0));
        List<Input> first = new ArrayList<>();
        if (entries == 0) {
            first.add(new Input.SiteStarted(parts.site(), clock.now() / 1000));
        }
        first.addAll(StartUp.inputs(engine, parts.config(), parts.pbxs()));
        first.addAll(lostDesktops.get());
        SiteThread site = new SiteThread(
                engine, clock, parts.journal(), parts.effects(), parts.followers(), codeHash(), parts.onFailure());
        site.start(first);
        return site;
    }
}
