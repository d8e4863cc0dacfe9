package org.cordboard.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.cordboard.cti.customer.Customer;
import org.cordboard.cti.customer.CustomerId;
import org.cordboard.cti.customer.Tier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CustomerFileTest {

    private static final String HEADER = "id,name,tier,target,numbers,owner,region\n";

    @TempDir
    Path folder;

    private final Database database = Database.inMemory("customer-file");
    private final PhoneNumbers phoneNumbers = new PhoneNumbers("CN");
    private final CustomerStore store = new CustomerStore(database, phoneNumbers);

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void loadsCustomersWithNumbersAndFurtherColumns() {
        SeedSummary summary = load(HEADER + "C1,\"Wei, Ms\",diamond,true,13800138000; 010-62345678,ann,Beijing\n"
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
    void replacesCustomersThatChangedAndLetsNumbersMoveBetweenThem() {
        load(HEADER + "C1,Wei,gold,true,13800138000,,\nC2,Bob,silver,true,13900139000,,\n");

        SeedSummary summary = load(HEADER + "C1,Wei,gold,true,13900139000,,\nC2,Bob,silver,true,13800138000,,\n");

        assertThat(summary).hasToString("0 customers added, 2 changed, 0 unchanged, 0 rows left out");
        assertThat(store.lookUp("13900139000").orElseThrow().id()).isEqualTo(new CustomerId("C1"));
    }

    @Test
    void leavesOutFaultyRowsAndLoadsTheRest() {
        SeedSummary summary = load(HEADER
                + "C1,Wei,gold,true,13800138000,,\n"
                + "C2,Bob,platinum,true,13900139000,,\n"
                + "\n"
                + "C3,Cho,gold,yes,13900139001,,\n"
                + "C4,Dan,gold,true,call me,,\n"
                + "C5,Eve,gold,true,,,\n"
                + "C6,Fay,gold\n"
                + ",Gil,gold,true,13900139002,,\n"
                + "C1,Wei,gold,true,13800138009,,\n"
                + "C8,Hal,gold,true,+8613800138000,,\n"
                + "C9,\"Ida\nIna\",gold,true,13900139003,,\n"
                + "C10,Joe,gold,true,13900139004,,\n");

        assertThat(summary.added()).isEqualTo(2);
        assertThat(summary.faulty()).isEqualTo(9);
        assertThat(summary.faults())
                .extracting(SeedSummary.RowFault::toString)
                .containsExactlyInAnyOrder(
                        "line 3: tier is none of diamond, gold, silver, ordinary",
                        "line 5: target is neither true nor false",
                        "line 6: numbers: '***l me' is not a phone number",
                        "line 7: numbers must hold 1 to 20 numbers",
                        "line 8: 3 fields where the header has 7",
                        "line 9: id is empty",
                        "line 10: id 'C1' stands on line 2 already",
                        "line 11: a number belongs to customer 'C1' already",
                        "line 12: name holds a line break or another control character");
        assertThat(store.lookUp("13900139004")).isPresent();
    }

    @Test
    void reportsAQuoteThatIsNotClosedAndKeepsTheRowsBefore() {
        SeedSummary summary = load(HEADER + "C1,Wei,gold,true,13800138000,,\nC2,\"Bob,gold,true,13900139000,,\n");

        assertThat(summary.added()).isEqualTo(1);
        assertThat(summary.faults())
                .containsExactly(new SeedSummary.RowFault(
                        2, "the CSV breaks off after this line, perhaps at a quote that is not closed"));
    }

    @Test
    void readsAFileWithAByteOrderMark() {
        assertThat(load("\uFEFF" + HEADER + "C1,魏女士,gold,true,13800138000,,\n").added())
                .isEqualTo(1);
        assertThat(store.lookUp("13800138000").orElseThrow().name()).isEqualTo("魏女士");
    }

    @Test
    void namesTheEncodingThatAFileHasInstead() throws IOException {
        String csv = HEADER + "C1,Wei,gold,true,13800138000,,\nC2,王芳,gold,true,13900139000,,\n";
        Path file = folder.resolve("people.csv");

        Files.write(file, csv.getBytes(Charset.forName("GBK")));
        assertThatThrownBy(() -> seed().load(file))
                .hasMessage("people.csv, line 3: not UTF-8; it looks like GB18030 (GBK). Save the file as UTF-8.");

        Files.write(file, csv.getBytes(StandardCharsets.UTF_16));
        assertThatThrownBy(() -> seed().load(file)).hasMessage("people.csv is UTF-16, not UTF-8; save it as UTF-8.");
        assertThat(store.count()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ''                                 | people.csv is empty; it needs at least the header line.
                    id,name,tier,numbers               | people.csv: the header has no column target; it needs id, name, tier, target, numbers, separated by commas.
                    id;name;tier;target;numbers        | people.csv: the header has no column id, name, tier, target, numbers; it needs id, name, tier, target, numbers, separated by commas.
                    id,name,tier,target,numbers,id     | people.csv: two columns have the same name, or there are more than 40 of them.
                    id,name,tier,target,numbers,       | people.csv: a column has no name, or one longer than 100 characters.
                    """)
    void refusesAFileWithoutAProperHeader(String header, String message) {
        assertThatThrownBy(() -> load(header))
                .isInstanceOf(CustomerFileException.class)
                .hasMessage(message);
    }

    @Test
    void namesAMissingFile() {
        assertThatThrownBy(() -> seed().load(folder.resolve("none.csv")))
                .hasMessage("There is no file " + folder.resolve("none.csv") + ".");
    }

    private SeedSummary load(String csv) {
        try {
            return seed().load(Files.writeString(folder.resolve("people.csv"), csv));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private CustomerFile seed() {
        return new CustomerFile(database, phoneNumbers);
    }
}
