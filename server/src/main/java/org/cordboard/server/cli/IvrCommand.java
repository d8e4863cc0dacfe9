package org.cordboard.server.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.cordboard.crm.customer.CustomerStore;
import org.cordboard.crm.customer.PhoneNumbers;
import org.cordboard.crm.load.CustomerImport;
import org.cordboard.crm.store.Database;
import org.cordboard.cti.ivr.IvrTree;
import org.cordboard.server.settings.TreeReading;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "ivr",
        description = "Walks through a hotline's tree in the terminal, as a caller would. No PBX is needed.",
        mixinStandardHelpOptions = true)
final class IvrCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE")
    private Path file = Path.of("tree.yaml");

    @Option(names = "--call", defaultValue = "", description = "The calling number; withheld if not given.")
    private String caller = "";

    @Option(
            names = "--keys",
            split = ",",
            description = "What is pressed each time the tree waits, such as 1,55501#,-,2 with - for nothing.")
    private @Nullable List<String> keys;

    @Option(names = "--customers", paramLabel = "CSV", description = "The customers, see docs/CONFIG.md.")
    private @Nullable Path customers;

    @Option(names = "--region", defaultValue = "CN", description = "How numbers are written (${DEFAULT-VALUE}).")
    private String region = "CN";

    @Option(names = "--at", description = "When the call comes in, such as 2026-10-01T09:30; now if not given.")
    private @Nullable String at;

    @Option(names = "--unanswered", description = "For a hotline with 'answer: tree'.")
    private boolean unanswered;

    @Override
    public Integer call() throws IOException {
        IvrTree tree = TreeReading.read(file, null, unanswered);
        if (!caller.matches("\\+?[0-9]{0,20}")) {
            throw new Main.CommandFailedException(
                    "'" + caller + "' is no telephone number: use digits, with or without a +.");
        }
        if (customers == null) {
            walk(tree, TreeWalk.Store.EMPTY);
            return 0;
        }
        Path folder = Files.createTempDirectory("cordboard-ivr");
        try (Database database = Database.open(folder)) {
            PhoneNumbers numbers = new PhoneNumbers(region);
            CustomerStore store = new CustomerStore(database, numbers);
            CustomerImport.Order order = new CustomerImport.Order(customers, "customers-file", null);
            System.out.println("Customers: " + new CustomerImport(database, store, numbers).run(order, progress -> {}));
            walk(tree, new TreeWalk.Store(store::lookUp, store::attribute));
        } finally {
            remove(folder);
        }
        return 0;
    }

    private void walk(IvrTree tree, TreeWalk.Store store) {
        new TreeWalk(tree, unanswered, moment(), store, this::press, System.out::println).call(caller);
    }

    private Instant moment() {
        if (at == null) {
            return Instant.now();
        }
        try {
            return at.matches(".*([+-][0-9:]+|Z)$") && at.length() > 16
                    ? OffsetDateTime.parse(at).toInstant()
                    : LocalDateTime.parse(at).atZone(ZoneId.systemDefault()).toInstant();
        } catch (DateTimeException e) {
            throw new Main.CommandFailedException(
                    "'" + at + "' is no time: write 2026-10-01T09:30, or with an offset" + " 2026-10-01T09:30+08:00.");
        }
    }

    // ---- keys

    private @Nullable ArrayDeque<String> left;
    private @Nullable BufferedReader terminal;

    /** What the caller presses now; empty for nothing, null when they hang up. */
    private @Nullable String press() {
        if (keys != null) {
            left = left == null ? new ArrayDeque<>(keys) : left;
            String next = left.poll();
            return next == null || next.equals("-") ? "" : pressed(next.strip());
        }
        if (!Boolean.getBoolean("cordboard.terminal.in")) {
            return "";
        }
        System.out.print("    keys (Enter for none, h to hang up): ");
        System.out.flush();
        try {
            if (terminal == null) {
                terminal = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
            }
            String line = terminal.readLine();
            return line == null || line.strip().equals("h") ? null : pressed(line.strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String pressed(String text) {
        if (!text.matches("[0-9*#]{0,64}")) {
            throw new Main.CommandFailedException("'" + text + "' cannot be pressed: use 0 to 9, * and #.");
        }
        return text;
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
