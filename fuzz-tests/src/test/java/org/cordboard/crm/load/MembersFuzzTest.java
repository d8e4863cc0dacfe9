package org.cordboard.crm.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.time.InstantSource;
import java.time.LocalDate;
import org.cordboard.crm.targeting.TargetList;
import org.cordboard.crm.targeting.TargetLists;
import org.cordboard.fuzz.Bounded;

/** Each row of any file of a target list's members puts a known customer on it, or is a named fault. */
class MembersFuzzTest {

    @FuzzTest
    void takesEachRowOrNamesItsFault(byte[] text) throws Exception {
        Bounded.run(() -> {
            Store store = new Store();
            TargetLists lists = new TargetLists(store.database(), InstantSource.system(), 600);
            LocalDate day = LocalDate.of(2026, 1, 1);
            lists.put(new TargetList("spring", "Spring", day, day, 60, false), "boss");
            ImportSummary summary =
                    store.run(text, (file, faulty) -> new TargetListImport(lists).run("spring", file, faulty, "boss"));
            if (summary != null) {
                assertThat(lists.size("spring")).isLessThanOrEqualTo(3);
                assertThat(summary.added() > 0).isEqualTo(lists.size("spring") > 0);
            }
        });
    }
}
