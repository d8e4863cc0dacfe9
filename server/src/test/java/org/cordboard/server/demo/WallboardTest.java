package org.cordboard.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.cordboard.cti.journal.JournalEntry;
import org.cordboard.server.site.Books;
import org.cordboard.server.site.Floor;
import org.cordboard.sim.run.DayPlan;
import org.cordboard.sim.run.Simulation;
import org.junit.jupiter.api.Test;

class WallboardTest {

    /** After a start from a snapshot it is shown nothing of what came before. */
    @Test
    void showsTheServersBooksAndAgentsWhateverItWasShownItself() {
        Books books = new Books();
        Floor floor = new Floor();
        Wallboard board = new Wallboard(new Words(Locale.ENGLISH), books::ledger, floor::seats);
        for (JournalEntry entry :
                Simulation.keep(11, new DayPlan(0.5, 6, 60, false)).journal()) {
            books.follow(entry, true);
            floor.follow(entry, true);
        }
        Books.Ledger ledger = books.ledger();
        assertThat(ledger.arrived()).isPositive();
        assertThat(board.line()).contains(String.valueOf(ledger.arrived()));
        assertThat(board.page()).anyMatch(line -> line.startsWith("CORDBOARD") && line.contains("" + ledger.arrived()));
        assertThat(board.page())
                .anyMatch(line -> line.contains(floor.seats().getFirst().agent() + " "));
    }
}
