package org.cordboard.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OrderedWorkTest {

    @Test
    void givesResultsInOrderThoughALaterTaskIsDoneFirst() {
        CountDownLatch secondIsDone = new CountDownLatch(1);
        List<String> results = new ArrayList<>();
        OrderedWork.run(
                1,
                5,
                2,
                () -> true,
                number -> {
                    if (number == 2) {
                        secondIsDone.countDown();
                    }
                    return number + (number > 1 || reached(secondIsDone) ? " done" : " waited in vain");
                },
                results::add);
        assertThat(results).containsExactly("1 done", "2 done", "3 done", "4 done");
    }

    private static boolean reached(CountDownLatch latch) {
        try {
            return latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Test
    void finishesWhatIsBegunAndBeginsNothingMoreWhenTheTimeIsUp() {
        AtomicInteger asked = new AtomicInteger();
        List<Long> results = new ArrayList<>();
        OrderedWork.run(7, 1_000, 2, () -> asked.incrementAndGet() <= 3, number -> number, results::add);
        assertThat(results).containsExactly(7L, 8L, 9L);
    }
}
