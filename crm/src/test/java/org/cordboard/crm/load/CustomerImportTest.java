package org.cordboard.crm.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cordboard.crm.customer.CustomerStore;
import org.cordboard.crm.customer.PhoneNumbers;
import org.cordboard.crm.store.Database;
import org.cordboard.crm.store.OnEachDatabase;
import org.cordboard.crm.store.TestDatabases;
import org.cordboard.cti.customer.Customer;
import org.cordboard.cti.customer.CustomerId;
import org.cordboard.cti.customer.Tier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@OnEachDatabase
class CustomerImportTest {

    private static final String HEADER = "id,name,tier,target,numbers,owner,region\n";

    @TempDir
    Path folder;

    private final Database database = TestDatabases.fresh();
    private final PhoneNumbers phoneNumbers = new PhoneNumbers("CN");
    private final CustomerStore store = new CustomerStore(database, phoneNumbers);

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void loadsCustomersWithNumbersAndFurtherColumns() {
        ImportSummary summary = load(HEADER + "C1,\"Wei, Ms\",diamond,true,13800138000; 010-62345678,ann,Beijing\n"
                + "C2,Bob,ordinary,false,13900139000,,\n");

        assertThat(summary).hasToString("2 customers added, 0 changed, 0 unchanged, 0 rows left out");
        assertThat(store.lookUp("01062345678").orElseThrow().attributes()).isEqualTo(Map.of("region", "Beijing"));
        assertThat(store.lookUp("13900139000"))
                .contains(new Customer(new CustomerId("C2"), "Bob", Tier.ORDINARY, false, null, Map.of()));
    }

    @Test
    void changesNothingWhenTheSameFileIsLoadedAgain() {
        String csv = HEADER + "C1,Wei,gold,true,13800138000,,\nC2,Bob,silver,true,13900139000,,\n";
        load(csv);

        assertThat(load(csv)).hasToString("0 customers added, 0 changed, 2 unchanged, 0 rows left out");
    }

    @Test
    void takesWhatChangedAndLetsNumbersMoveBetweenThem() {
        load(HEADER + "C1,Wei,gold,true,13800138000,,\nC2,Bob,silver,true,13900139000,,\n");

        ImportSummary summary = load(HEADER + "C1,Wei,gold,true,13900139000,,\nC2,Bob,silver,true,13800138000,,\n");

        assertThat(summary).hasToString("0 customers added, 2 changed, 0 unchanged, 0 rows left out");
        assertThat(store.lookUp("13900139000").orElseThrow().id()).isEqualTo(new CustomerId("C1"));
    }

    @Test
    void leavesOutFaultyRowsAndLoadsTheRest() {
        ImportSummary summary = load(HEADER
                + "C1,Wei,gold,true,13800138000,,\n"
                + "C2,Bob,platinum,true,13900139000,,\n"
                + "\n"
                + "C3,Cho,gold,yes,13900139001,,\n"
                + "C4,Dan,gold,true,call me,,\n"
                + "C5,Eve,gold,true,,,\n"
                + "C6,Fay,gold\n"
                + ",Gil,gold,true,13900139002,,\n"
                + "C1,Wei,gold,true,13800138009,,\n"
                + "C9,\"Ida\nIna\",gold,true,13900139003,,\n"
                + "C10,Joe,gold,true,13900139004,,\n");

        assertThat(summary.added()).isEqualTo(2);
        assertThat(summary.faulty()).isEqualTo(8);
        assertThat(summary.faults())
                .extracting(ImportSummary.RowFault::toString)
                .containsExactlyInAnyOrder(
                        "line 3: tier is none of diamond, gold, silver, ordinary",
                        "line 5: target is neither true nor false",
                        "line 6: numbers: '***l me' is not a phone number",
                        "line 7: numbers must hold 1 to 20 numbers",
                        "line 8: 3 fields where the header has 7",
                        "line 9: id is empty",
                        "line 10: id 'C1' stands on line 2 already",
                        "line 11: name holds a line break or another control character");
        assertThat(store.lookUp("13900139004")).isPresent();
    }

    @Test
    void reportsAQuoteThatIsNotClosedAndKeepsTheRowsBefore() {
        ImportSummary summary = load(HEADER + "C1,Wei,gold,true,13800138000,,\nC2,\"Bob,gold,true,13900139000,,\n");

        assertThat(summary.added()).isEqualTo(1);
        assertThat(summary.faults())
                .containsExactly(new ImportSummary.RowFault(
                        2, "the CSV breaks off after this line, perhaps at a quote that is not closed"));
    }

    @Test
    void readsAFileWithAByteOrderMark() {
        assertThat(load("\uFEFF" + HEADER + "C1,魏女士,gold,true,13800138000,,\n").added())
                .isEqualTo(1);
        assertThat(store.lookUp("13800138000").orElseThrow().name()).isEqualTo("魏女士");
    }

    @Test
    void readsGbkAsWellAsUtf8() throws IOException {
        Path file = folder.resolve("people.csv");
        Files.write(file, (HEADER + "C1,王芳,gold,true,13800138000,,北京\n").getBytes(Charset.forName("GBK")));

        assertThat(run(file).added()).isEqualTo(1);
        assertThat(store.lookUp("13800138000").orElseThrow().name()).isEqualTo("王芳");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    UTF-16       | people.csv is UTF-16; save it as UTF-8.
                    UTF-16LE     | people.csv holds zero bytes: it is UTF-16 without a mark, or no text; save it as UTF-8.
                    Big5         | people.csv, line 2: neither UTF-8 nor GBK; it looks like Big5. Save the file as UTF-8.
                    ISO-8859-1   | people.csv, line 2: neither UTF-8 nor GBK; it looks like ISO-8859-1 or Windows-1252. Save the file as UTF-8.
                    """)
    void namesTheEncodingThatAFileHasInstead(String charset, String message) throws IOException {
        String name = charset.equals("ISO-8859-1") ? "Müller Günther" : "陳淑芬許志豪";
        Path file = folder.resolve("people.csv");
        Files.write(file, (HEADER + "C1," + name + ",gold,true,13800138000,,\n").getBytes(Charset.forName(charset)));

        assertThatThrownBy(() -> run(file))
                .isInstanceOf(CustomerFileException.class)
                .hasMessage(message);
        assertThat(store.count()).isZero();
    }

    @Test
    void writesFaultyRowsWithLineAndReasonSoThatTheyCanBePutRight() throws IOException {
        Path file = folder.resolve("people.csv");
        Files.writeString(file, HEADER + "C1,Wei,gold,true,13800138000,,\nC2,\"Bo, Mr\",platinum,true,13900139000,,\n");

        run(file);

        Path faulty = folder.resolve("people.csv.faulty.csv");
        assertThat(faulty).content().isEqualToNormalizingNewlines("""
                        line,reason,id,name,tier,target,numbers,owner,region
                        3,"tier is none of diamond, gold, silver, ordinary",C2,"Bo, Mr",platinum,true,13900139000,,
                        """);
        Files.writeString(file, HEADER + "C1,Wei,gold,true,13800138000,,\n");
        run(file);
        assertThat(faulty).doesNotExist();
    }

    @Test
    void tellsHowFarItHasCome() throws IOException {
        StringBuilder csv = new StringBuilder(HEADER);
        for (int i = 0; i < 4_500; i++) {
            csv.append("C%d,Wei,%s,true,138%08d,,\n".formatted(i, i % 1000 == 7 ? "tin" : "gold", i));
        }
        Path file = Files.writeString(folder.resolve("people.csv"), csv);
        List<ImportProgress> progress = new ArrayList<>();

        ImportSummary summary = load().run(CustomerImport.Order.of(file, "crm"), progress::add);

        assertThat(summary).hasToString("4495 customers added, 0 changed, 0 unchanged, 5 rows left out");
        assertThat(progress).hasSizeGreaterThan(2);
        assertThat(progress).extracting(ImportProgress::rows).isSorted();
        assertThat(progress.get(progress.size() - 1))
                .isEqualTo(new ImportProgress(Files.size(file), Files.size(file), 4_500, 5));
    }

    @Test
    void finishesAnImportThatWasBrokenOffWhenItIsRunAgain() throws IOException {
        StringBuilder csv = new StringBuilder(HEADER);
        for (int i = 0; i < 5_000; i++) {
            csv.append("C%d,Wei,gold,true,138%08d,,\n".formatted(i, i));
        }
        Path file = Files.writeString(folder.resolve("people.csv"), csv);
        IllegalStateException cut = new IllegalStateException("cut");
        assertThatThrownBy(() -> load().run(CustomerImport.Order.of(file, "crm"), progress -> {
                    if (progress.rows() >= 4_000) {
                        throw cut;
                    }
                }))
                .isSameAs(cut);
        ImportRuns runs = new ImportRuns(database, InstantSource.system());
        assertThat(runs.newest(1).get(0).endedAt()).isEmpty();

        ImportSummary summary = run(file);

        assertThat(summary.added()).isLessThan(5_000);
        assertThat(summary.added() + summary.unchanged()).isEqualTo(5_000);
        assertThat(store.count()).isEqualTo(5_000);
        assertThat(runs.newest(1).get(0).endedAt()).isPresent();
    }

    @Test
    void addsAttributesOfAnotherSourceToCustomersWhoAreKnown() {
        load(HEADER + "C1,Wei,gold,true,13800138000,,\n");

        ImportSummary summary = load("id,points,value.churn risk\nC1,500,low\nC2,7,high\n");

        assertThat(summary).hasToString("0 customers added, 1 changed, 0 unchanged, 1 rows left out");
        assertThat(summary.faults())
                .containsExactly(
                        new ImportSummary.RowFault(3, "no customer 'C2' is known, and a new one needs a name"));
        assertThat(store.lookUp("13800138000").orElseThrow().attributes())
                .isEqualTo(Map.of("points", "500", "value.churn risk", "low"));
    }

    @Test
    void leavesOutASecondCustomerWithTheSameIdentity() {
        String header = "id,identity,name,tier,target,numbers\n";

        ImportSummary summary = load(header + "C1,11010519491231002X,Wei,gold,true,13800138000\n"
                + "C2,11010519491231002x,Bo,gold,true,13900139000\n" + "C3,123,Cho,gold,true,13700137000\n");

        assertThat(summary.added()).isEqualTo(1);
        assertThat(summary.faults().get(0).reason()).isEqualTo("identity **************002X stands on line 2 already");
        assertThat(summary.faulty()).isEqualTo(2);
    }

    @Test
    void takesACustomerWithTwelveNumbers() {
        StringBuilder numbers = new StringBuilder("13800138000");
        for (int i = 1; i < 12; i++) {
            numbers.append(';').append(13_800_138_000L + i);
        }

        assertThat(load(HEADER + "C1,Wei,gold,true," + numbers + ",,\n").added())
                .isEqualTo(1);
        assertThat(store.lookUp("13800138011")).isPresent();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ''                                 | people.csv is empty; it needs at least the header line.
                    id,name,tier,numbers               | people.csv: the header has no column target; it needs id, name, tier, target, numbers, separated by commas.
                    id;name;tier;target;numbers        | people.csv: the header has no column id, name, tier, target, numbers; it needs id, name, tier, target, numbers, separated by commas.
                    id,name,tier,target,numbers,id     | people.csv: two columns have the same name, or there are more than 100 of them.
                    id,name,tier,target,numbers,       | people.csv: a column has no name, or one longer than 100 characters.
                    """)
    void refusesAFileWithoutAProperHeader(String header, String message) {
        assertThatThrownBy(() -> load(header))
                .isInstanceOf(CustomerFileException.class)
                .hasMessage(message);
    }

    @Test
    void namesAMissingFile() {
        assertThatThrownBy(() -> run(folder.resolve("none.csv")))
                .hasMessage("There is no file " + folder.resolve("none.csv") + ".");
    }

    private ImportSummary load(String csv) {
        try {
            return run(Files.writeString(folder.resolve("people.csv"), csv));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private ImportSummary run(Path file) {
        return load().run(CustomerImport.Order.of(file, "crm"), progress -> {});
    }

    private CustomerImport load() {
        return new CustomerImport(database, store, phoneNumbers);
    }
}
