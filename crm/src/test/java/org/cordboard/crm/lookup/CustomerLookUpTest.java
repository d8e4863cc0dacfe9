package org.cordboard.crm.lookup;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.cordboard.crm.customer.Samples;
import org.cordboard.crm.store.StoreUnavailableException;
import org.cordboard.cti.customer.LookUpResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class CustomerLookUpTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final BlockingQueue<LookUpResult> answers = new ArrayBlockingQueue<>(20_000);

    @Test
    void answersFoundAndNotFound() throws InterruptedException {
        try (CustomerLookUp lookUp = new CustomerLookUp(
                number -> number.equals("1") ? Optional.of(Samples.customer("C1")) : Optional.empty(),
                PATIENCE,
                System::nanoTime)) {
            lookUp.lookUp("1", answers::add);
            assertThat(answers.poll(10, SECONDS)).isEqualTo(new LookUpResult.Found(Samples.customer("C1")));
            lookUp.lookUp("2", answers::add);
            assertThat(answers.poll(10, SECONDS)).isEqualTo(new LookUpResult.NotFound());
        }
    }

    @Test
    void answersFailedWhenTheStoreIsUnavailableOrFaulty() throws InterruptedException {
        try (CustomerLookUp lookUp = new CustomerLookUp(
                number -> {
                    throw number.isEmpty()
                            ? new StoreUnavailableException("down", new IllegalStateException())
                            : new IllegalStateException("fault made by a test");
                },
                PATIENCE,
                System::nanoTime)) {
            lookUp.lookUp("", answers::add);
            assertThat(answers.poll(10, SECONDS)).isEqualTo(new LookUpResult.Failed("store unavailable"));
            lookUp.lookUp("1", answers::add);
            assertThat(answers.poll(10, SECONDS)).isEqualTo(new LookUpResult.Failed("fault"));
        }
    }

    @Test
    void failsLookUpsAtOnceWhenTenThousandWait() throws InterruptedException {
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch busy = new CountDownLatch(2);
        try (CustomerLookUp lookUp = blocked(busy, go, System::nanoTime)) {
            lookUp.lookUp("1", answers::add);
            lookUp.lookUp("2", answers::add);
            busy.await();
            for (int i = 0; i < 10_000; i++) {
                lookUp.lookUp("3", answers::add);
            }
            assertThat(lookUp.waiting()).isEqualTo(10_000);
            assertThat(answers).isEmpty();

            lookUp.lookUp("4", answers::add);

            assertThat(answers).containsExactly(new LookUpResult.Failed("overloaded"));
            go.countDown();
        }
    }

    @Test
    void doesNotAskTheStoreForAnswersNobodyWaitsForAnyMore() throws InterruptedException {
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch busy = new CountDownLatch(2);
        AtomicLong now = new AtomicLong();
        try (CustomerLookUp lookUp = blocked(busy, go, now::get)) {
            lookUp.lookUp("1", answers::add);
            lookUp.lookUp("2", answers::add);
            busy.await();
            lookUp.lookUp("3", answers::add);
            now.set(PATIENCE.toNanos() + 1);
            go.countDown();

            List<LookUpResult> three = new ArrayList<>();
            while (three.size() < 3) {
                three.add(answers.take());
            }
            assertThat(three)
                    .containsExactlyInAnyOrder(
                            new LookUpResult.NotFound(),
                            new LookUpResult.NotFound(),
                            new LookUpResult.Failed("overloaded"));
        }
    }

    private static CustomerLookUp blocked(CountDownLatch busy, CountDownLatch go, LongSupplier nanoTime) {
        return new CustomerLookUp(
                number -> {
                    busy.countDown();
                    try {
                        go.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return Optional.empty();
                },
                PATIENCE,
                nanoTime);
    }
}
