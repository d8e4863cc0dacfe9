package org.cordboard.crm.targeting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cordboard.crm.customer.CustomerClaim;
import org.cordboard.crm.customer.CustomerStore;
import org.cordboard.crm.customer.PhoneNumbers;
import org.cordboard.crm.load.ImportSummary;
import org.cordboard.crm.load.TargetListImport;
import org.cordboard.crm.store.Database;
import org.cordboard.crm.store.OnEachDatabase;
import org.cordboard.crm.store.TestDatabases;
import org.cordboard.cti.customer.CustomerId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@OnEachDatabase
class TargetListsTest {

    private static final LocalDate DAY = LocalDate.of(2027, 3, 1);

    @TempDir
    Path folder;

    private final Database database = TestDatabases.fresh();
    private final TargetLists lists = new TargetLists(database, InstantSource.fixed(Instant.EPOCH), 300);
    private final TargetList spring = new TargetList("spring", "Spring", DAY, DAY.plusDays(9), 300, false);

    @BeforeEach
    void customers() {
        List<CustomerClaim> claims = new ArrayList<>();
        for (int i = 0; i < 1_100; i++) {
            claims.add(new CustomerClaim(
                    new CustomerId("C%04d".formatted(i)),
                    null,
                    Map.of("name", "Wei"),
                    List.of("+86138%08d".formatted(i))));
        }
        new CustomerStore(database, new PhoneNumbers("CN")).take("crm", claims, false);
        lists.put(spring, "sue");
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void keepsListsAndChangesThem() {
        TargetList longer = new TargetList("spring", "Spring 2", DAY, DAY.plusDays(20), 0, true);
        assertThat(lists.find("spring")).contains(spring);

        lists.put(longer, "sue");

        assertThat(lists.all()).containsExactly(longer);
        assertThat(longer.isValidOn(DAY)).isFalse();
    }

    @Test
    void givesNoBonusAboveTheMostThatIsAllowed() {
        assertThatThrownBy(() -> lists.put(new TargetList("x", "X", DAY, DAY, 301, false), "sue"))
                .hasMessage("target list 'x' gives a bonus of 301 s; the most allowed is 300 s");
        assertThatThrownBy(() -> new TargetList("x", "X", DAY, DAY.minusDays(1), 0, false))
                .hasMessage("target list 'x' ends on 2027-02-28, before it begins on 2027-03-01");
        assertThatThrownBy(() -> new TargetList("x;drop", "X", DAY, DAY, 0, false))
                .hasMessage("a target list's id has 1 to 64 letters, digits and . _ -");
    }

    @Test
    void putsCustomersOnAListOnceAndNamesThoseWhoAreNotKnown() {
        CustomerId one = new CustomerId("C0001");
        CustomerId two = new CustomerId("C0002");
        CustomerId unknown = new CustomerId("C9999");

        assertThat(lists.add("spring", List.of(one, unknown), "sue")).containsExactly(unknown);
        assertThat(lists.add("spring", List.of(one, two, one), "sue")).isEmpty();

        assertThat(lists.size("spring")).isEqualTo(2);
        assertThat(lists.members("spring", "", 10)).containsExactly(one, two);
        assertThat(lists.members("spring", "C0001", 10)).containsExactly(two);
        lists.remove("spring", List.of(one, unknown), "sue");
        assertThat(lists.members("spring", "", 10)).containsExactly(two);
        assertThatThrownBy(() -> lists.add("autumn", List.of(one), "sue"))
                .hasMessage("there is no target list 'autumn'");
    }

    @Test
    void readsMembersFromAFile() throws IOException {
        StringBuilder csv = new StringBuilder("customer,why\n");
        for (int i = 0; i < 1_105; i++) {
            csv.append("C%04d,value\n".formatted(i));
        }
        Path file = Files.writeString(folder.resolve("members.csv"), csv.append(",value\n"));

        ImportSummary summary = new TargetListImport(lists).run("spring", file, null, "sue");
        new TargetListImport(lists).run("spring", file, null, "sue");

        assertThat(summary.added()).isEqualTo(1_100);
        assertThat(summary.faulty()).isEqualTo(6);
        assertThat(summary.faults().get(0)).hasToString("line 1107: customer is empty");
        assertThat(lists.size("spring")).isEqualTo(1_100);
    }
}
