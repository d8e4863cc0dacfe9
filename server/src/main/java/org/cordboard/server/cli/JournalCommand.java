package org.cordboard.server.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.cordboard.cti.engine.Engine;
import org.cordboard.cti.engine.Event;
import org.cordboard.cti.journal.JournalEntry;
import org.cordboard.server.journal.JournalReader;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "journal",
        description = "Prints a journal, entry by entry, and the hash of the state it leads to.",
        mixinStandardHelpOptions = true)
final class JournalCommand implements Callable<Integer> {

    @Parameters(paramLabel = "DIRECTORY", description = "The journal's directory, such as data/journal.")
    private Path directory = Path.of("data/journal");

    @Option(names = "--call", paramLabel = "ID", description = "Only entries that name this call.")
    private @Nullable String call;

    @Option(names = "--quiet", description = "Only the summary.")
    private boolean quiet;

    @Override
    public Integer call() {
        if (!Files.isDirectory(directory)) {
            throw new Main.CommandFailedException("There is no journal at " + directory + ".");
        }
        Engine engine = new Engine();
        long entries = 0;
        long events = 0;
        try (JournalReader reader = JournalReader.open(directory, 1)) {
            while (reader.hasNext()) {
                JournalEntry entry = reader.next();
                engine.replay(entry.at(), entry.events());
                entries++;
                events += entry.events().size();
                if (!quiet && concerns(entry)) {
                    print(entry);
                }
            }
        }
        System.out.printf("%d entries, %d events, state %016x%n", entries, events, engine.stateHash());
        return 0;
    }

    private boolean concerns(JournalEntry entry) {
        return call == null
                || entry.input().toString().contains(call)
                || entry.events().toString().contains(call);
    }

    private static void print(JournalEntry entry) {
        System.out.printf("%d %s %s%n", entry.position(), Instant.ofEpochMilli(entry.at()), entry.input());
        for (Event event : entry.events()) {
            System.out.println("      " + event);
        }
    }
}
