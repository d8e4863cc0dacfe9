package org.cordboard.sim.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.cordboard.cti.engine.Engine;
import org.cordboard.cti.journal.JournalEntry;
import org.cordboard.cti.journal.RecordCodec;
import org.junit.jupiter.api.Test;

/** An engine that has taken over a state goes on as the one that had it. */
class RestoredEngineTest {

    private static final DayPlan PLAN = new DayPlan(0.5, 12, 160, true);
    private static final int EVERY = 97;

    @Test
    void hasTheSameStateAfterEveryPartOfADay() {
        Engine engine = new Engine();
        for (JournalEntry entry : Simulation.record(81, PLAN)) {
            engine.replay(entry.at(), entry.events());
            if (entry.position() % EVERY == 0) {
                assertThat(restored(engine).stateHash())
                        .as("after entry %d", entry.position())
                        .isEqualTo(engine.stateHash());
            }
        }
    }

    @Test
    void decidesTheRestOfTheDayAsTheOtherDid() {
        for (long seed = 82; seed < 90; seed++) {
            List<JournalEntry> day = Simulation.record(seed, PLAN);
            int middle = (int) (day.size() * (seed - 81) / 9);
            Engine live = new Engine();
            for (JournalEntry entry : day.subList(0, middle)) {
                live.replay(entry.at(), entry.events());
            }
            Engine engine = restored(live);
            for (JournalEntry entry : day.subList(middle, day.size())) {
                assertThat(engine.step(entry.at(), entry.input()).events())
                        .as("seed %d, taken over before entry %d, entry %d", seed, middle + 1, entry.position())
                        .isEqualTo(entry.events());
            }
        }
    }

    private static Engine restored(Engine engine) {
        RecordCodec codec = Engine.stateCodec();
        List<Record> state = new ArrayList<>();
        for (Record record : engine.state()) {
            state.add((Record) codec.decode(codec.encode(record)));
        }
        return Engine.restored(engine.now(), state);
    }
}
