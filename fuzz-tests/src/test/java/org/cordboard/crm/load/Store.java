package org.cordboard.crm.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cordboard.crm.customer.CustomerStore;
import org.cordboard.crm.customer.PhoneNumbers;
import org.cordboard.crm.store.Database;
import org.jspecify.annotations.Nullable;

/** A database with three customers, the same before each input, and the files it is given. */
final class Store {

    private static final String CUSTOMERS = """
            id,name,tier,target,numbers
            C1,Wei,gold,true,13800138000
            C2,Li,silver,false,13800138001
            C3,Zhang,ordinary,false,13800138002;13800138003
            """;
    private static final List<String> TABLES_KEPT = List.of("flyway_schema_history", "tenant");

    private static final Database DATABASE = Database.inMemory("fuzz");
    private static final PhoneNumbers NUMBERS = new PhoneNumbers("CN");
    private static final Path FOLDER = folder();
    private static final Path FAULTY = FOLDER.resolve("faulty.csv");

    /** What an import may throw: sentences. */
    interface Import {
        ImportSummary run(Path file, Path faulty);
    }

    private final CustomerStore customers = new CustomerStore(DATABASE, NUMBERS);

    Store() {
        DATABASE.transaction("emptied", handle -> {
            List<String> tables = handle.createQuery("select table_name from information_schema.tables"
                            + " where table_schema = 'PUBLIC' and table_type = 'BASE TABLE'")
                    .mapTo(String.class)
                    .list();
            handle.execute("set referential_integrity false");
            tables.stream()
                    .filter(table -> TABLES_KEPT.stream().noneMatch(table::equalsIgnoreCase))
                    .forEach(table -> handle.execute("truncate table \"" + table + "\""));
            handle.execute("set referential_integrity true");
            return true;
        });
        new CustomerImport(DATABASE, customers, NUMBERS)
                .run(new CustomerImport.Order(file(CUSTOMERS.getBytes(UTF_8)), "known", null), progress -> {});
    }

    Database database() {
        return DATABASE;
    }

    CustomerStore customers() {
        return customers;
    }

    CustomerImport customerImport() {
        return new CustomerImport(DATABASE, customers, NUMBERS);
    }

    /** Null when the file as a whole was refused, in words. */
    @Nullable
    ImportSummary run(byte[] text, Import how) {
        try {
            Path file = file(text);
            Files.deleteIfExists(FAULTY);
            ImportSummary summary = how.run(file, FAULTY);
            assertThat(faultyRows()).isEqualTo(summary.faulty());
            for (ImportSummary.RowFault fault : summary.faults()) {
                assertThat(fault.line()).isPositive();
                assertThat(fault.reason()).isNotBlank();
            }
            return summary;
        } catch (CustomerFileException e) {
            assertThat(e.getMessage()).isNotBlank();
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int faultyRows() throws IOException {
        if (!Files.exists(FAULTY)) {
            return 0;
        }
        try (CsvReader<CsvRecord> rows = CsvReader.builder()
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .ofCsvRecord(FAULTY)) {
            return (int) rows.stream().count() - 1;
        }
    }

    private static Path file(byte[] text) {
        try {
            return Files.write(FOLDER.resolve("file.csv"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path folder() {
        try {
            Path folder = Files.createTempDirectory("cordboard-fuzz");
            folder.toFile().deleteOnExit();
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
