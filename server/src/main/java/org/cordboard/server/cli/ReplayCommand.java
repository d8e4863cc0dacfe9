package org.cordboard.server.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.cordboard.cti.acd.Explanation;
import org.cordboard.cti.acd.QueueEvent;
import org.cordboard.cti.engine.Engine;
import org.cordboard.cti.engine.EngineFault;
import org.cordboard.cti.engine.Event;
import org.cordboard.cti.engine.SiteEvent;
import org.cordboard.cti.engine.StartUp;
import org.cordboard.cti.journal.JournalEntry;
import org.cordboard.server.SiteViews;
import org.cordboard.server.journal.JournalReader;
import org.cordboard.server.site.SiteRun;
import org.cordboard.server.snapshot.Replica;
import org.cordboard.server.snapshot.SnapshotFiles;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "replay",
        description =
                "Prints what happened and why, from a journal, and holds the state it leads to against the live one's.",
        mixinStandardHelpOptions = true)
final class ReplayCommand implements Callable<Integer> {

    /** Differences that are printed; all are counted. */
    private static final int MOST_DIFFERENCES = 20;

    @Parameters(paramLabel = "JOURNAL", description = "The journal's directory, such as data/journal.")
    private Path directory = Path.of("data/journal");

    @Option(names = "--call", paramLabel = "ID", description = "Only entries that name this call.")
    private @Nullable String call;

    @Option(
            names = "--until",
            paramLabel = "TIME",
            description = "Stop before this moment, such as 2026-11-22T09:30:00Z.")
    private @Nullable String until;

    @Option(names = "--quiet", description = "Only the summary.")
    private boolean quiet;

    @Option(
            names = "--redecide",
            description = "Decide the inputs again with this build and report what it would do otherwise.")
    private boolean redecide;

    private Engine engine = new Engine();
    private Engine decider = new Engine();
    private long entries;
    private long events;
    private long statesEqual;
    private long statesOther;
    private long statesOfOthers;
    private long different;
    private long blotted;

    @Override
    public Integer call() {
        if (!Files.isDirectory(directory)) {
            throw new Main.CommandFailedException("There is no journal at " + directory + ".");
        }
        long end = end();
        long first = begin() + 1;
        try (JournalReader reader = JournalReader.open(directory, first)) {
            while (reader.hasNext()) {
                JournalEntry entry = reader.next();
                if (engine.site().wallClock(entry.at()) >= end) {
                    break;
                }
                take(entry);
            }
        }
        System.out.printf("%d entries, %d events, state %016x%n", entries, events, engine.stateHash());
        if (statesEqual + statesOther > 0) {
            System.out.printf(
                    "the server noted its state %d times: %d equal, %d DIFFERENT%n",
                    statesEqual + statesOther, statesEqual, statesOther);
        }
        if (statesOfOthers > 0) {
            System.out.printf(
                    "another build noted its state %d times: not compared, as its states may look otherwise%n",
                    statesOfOthers);
        }
        if (redecide) {
            System.out.printf(
                    "decided again: %d entries, %d DIFFERENT, %d left out whose keys are blotted%n",
                    entries - blotted, different, blotted);
        }
        return statesOther + different == 0 ? 0 : 1;
    }

    /** Position of the snapshot that holds what was removed from the journal; 0 when nothing was. */
    private long begin() {
        Replica replica = new SnapshotFiles(directory).oldest(SiteViews.replicas());
        if (replica.position() > 0) {
            System.out.printf(
                    "older entries were removed: the replay begins behind the snapshot of entry %d%n",
                    replica.position());
            engine = replica.engine();
            decider = Engine.restored(engine.now(), engine.state());
        }
        return replica.position();
    }

    private long end() {
        if (until == null) {
            return Long.MAX_VALUE;
        }
        try {
            return Instant.parse(until).toEpochMilli();
        } catch (DateTimeException e) {
            throw new Main.CommandFailedException(
                    "'" + until + "' is no moment. Write it such as 2026-11-22T09:30:00Z.");
        }
    }

    private void take(JournalEntry entry) {
        if (redecide) {
            decideAgain(entry);
        }
        for (Event event : entry.events()) {
            if (event instanceof SiteEvent.StateNoted noted) {
                compare(noted, entry);
            }
        }
        engine.replay(entry.at(), entry.events());
        entries++;
        events += entry.events().size();
        if (!quiet && concerns(entry)) {
            print(entry);
        }
    }

    private void compare(SiteEvent.StateNoted noted, JournalEntry entry) {
        if (entry.codeHash() != SiteRun.codeHash()) {
            statesOfOthers++;
        } else if (noted.hash() == engine.stateHash()) {
            statesEqual++;
        } else {
            statesOther++;
            System.out.printf("entry %d: the server's state was another one%n", entry.position());
        }
    }

    /** The one that decides is brought back in line after each difference, and where a start made the server forget keys. */
    private void decideAgain(JournalEntry entry) {
        if (Engine.isBlotted(entry.input())) {
            blotted++;
            decider.replay(entry.at(), entry.events());
            return;
        }
        if (StartUp.tellsOf(entry.input())) {
            decider = Engine.restored(engine.now(), engine.state());
        }
        List<Event> now = decided(entry);
        if (entry.events().equals(now)) {
            return;
        }
        different++;
        if (different <= MOST_DIFFERENCES) {
            System.out.printf("entry %d, %s%n", entry.position(), entry.input());
            print("was", entry.events(), now == null ? List.of() : now);
            print("now", now == null ? List.of() : now, entry.events());
        }
        Engine truth = Engine.restored(engine.now(), engine.state());
        truth.replay(entry.at(), entry.events());
        decider = truth;
    }

    /** Null when this build has a fault at it. */
    private @Nullable List<Event> decided(JournalEntry entry) {
        try {
            return decider.step(entry.at(), entry.input()).events();
        } catch (RuntimeException e) {
            if (different < MOST_DIFFERENCES) {
                String reason = e instanceof EngineFault ? e.getMessage() : e.toString();
                System.out.printf("entry %d: this build has a fault at it: %s%n", entry.position(), reason);
            }
            return null;
        }
    }

    private static void print(String word, List<Event> events, List<Event> without) {
        events.stream()
                .filter(event -> !without.contains(event))
                .forEach(event -> System.out.println("    " + word + " " + event));
    }

    private boolean concerns(JournalEntry entry) {
        return call == null
                || entry.input().toString().contains(call)
                || entry.events().toString().contains(call);
    }

    private void print(JournalEntry entry) {
        Instant at = Instant.ofEpochMilli(engine.site().wallClock(entry.at()));
        System.out.printf("%d %s %s%n", entry.position(), at, entry.input());
        for (Event event : entry.events()) {
            System.out.println("      " + event);
            if (event instanceof QueueEvent.OfferMade made) {
                System.out.println("        because " + reason(made.explanation()));
            }
        }
    }

    private static String reason(Explanation why) {
        String chosen = why.candidates().isEmpty()
                ? ""
                : ", before " + (why.candidates().size() - 1) + " other candidates";
        String overtaking =
                why.overtaking() == Explanation.Overtaking.NONE ? "" : ", overtaking by " + why.overtaking();
        return "key " + why.key() + " was the smallest of " + why.waiting() + " waiting; of " + why.ready()
                + " ready agents chosen by " + why.rule() + chosen + overtaking;
    }
}
