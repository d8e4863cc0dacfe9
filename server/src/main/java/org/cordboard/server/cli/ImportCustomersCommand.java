package org.cordboard.server.cli;

import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.cordboard.crm.customer.CustomerStore;
import org.cordboard.crm.customer.PhoneNumbers;
import org.cordboard.crm.load.CustomerImport;
import org.cordboard.crm.load.ImportProgress;
import org.cordboard.crm.load.ImportSummary;
import org.cordboard.crm.store.Database;
import org.cordboard.server.settings.Settings;
import org.cordboard.server.settings.SettingsReader;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "import-customers",
        description = "Imports a CSV file of customers, of any size, while no server has the database open.",
        mixinStandardHelpOptions = true)
final class ImportCustomersCommand implements Callable<Integer> {

    private static final int PERCENT_BETWEEN_LINES = 5;

    @Parameters(paramLabel = "FILE", description = "In UTF-8 or GBK; docs/CONFIG.md describes its columns.")
    private Path file = Path.of("customers.csv");

    @Option(names = "--data", paramLabel = "DIR", description = "The data directory (data).")
    private @Nullable Path data;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The server's settings, for database and region; not with --data or --region.")
    private @Nullable Path config;

    @Option(
            names = "--source",
            defaultValue = "customers-file",
            description = "Who says what is in the file, such as crm or bi (${DEFAULT-VALUE}).")
    private String source = "customers-file";

    @Option(names = "--region", description = "The country of numbers without a country code (CN).")
    private @Nullable String region;

    private int lastPercent;

    @Override
    public Integer call() {
        if (config != null && (data != null || region != null)) {
            throw new Main.CommandFailedException(
                    "The settings name database and region. Leave out --data and --region, or --config.");
        }
        Settings settings = config == null ? null : new SettingsReader(System.getenv()).read(config);
        String country = settings == null ? Objects.requireNonNullElse(region, "CN") : settings.region();
        if (!PhoneNumbers.knowsRegion(country)) {
            throw new Main.CommandFailedException("No numbering plan is known for region '" + country + "'.");
        }
        if (source.isBlank() || source.length() > 64 || source.equals("staff")) {
            throw new Main.CommandFailedException("A source has 1 to 64 characters and is not 'staff'.");
        }
        PhoneNumbers numbers = new PhoneNumbers(country);
        CustomerImport.Order order = CustomerImport.Order.of(file, source);
        try (Database database = settings == null
                ? Database.open(Objects.requireNonNullElse(data, Path.of("data")))
                : settings.openDatabase()) {
            ImportSummary summary =
                    new CustomerImport(database, new CustomerStore(database, numbers), numbers).run(order, this::show);
            System.out.println(summary);
            summary.faults().stream().limit(10).forEach(System.out::println);
            if (summary.faulty() > 0) {
                System.out.println("All rows left out stand in " + order.faultyRows());
            }
        }
        return 0;
    }

    private void show(ImportProgress progress) {
        if (progress.percent() >= lastPercent + PERCENT_BETWEEN_LINES) {
            lastPercent = progress.percent();
            System.out.printf(
                    "%3d %%: %d rows, %d of them left out%n", progress.percent(), progress.rows(), progress.faulty());
        }
    }
}
