package org.cordboard.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.cordboard.cti.acd.QueueEvent;
import org.cordboard.cti.acd.QueueExit;
import org.cordboard.cti.acd.QueueId;
import org.cordboard.cti.call.CallId;
import org.junit.jupiter.api.Test;

class QueueFiguresTest {

    private static final QueueId VIP = new QueueId("vip");

    private final QueueFigures figures = new QueueFigures();

    private void enters(String call, long at) {
        figures.entered(new QueueEvent.CallQueued(new CallId(call), VIP, at, at, at, null, List.of(), null, null));
    }

    private void leaves(String call, QueueExit exit, long at) {
        figures.left(new QueueEvent.CallLeftQueue(new CallId(call), VIP, exit, at));
    }

    @Test
    void countsTheLongestWaitOfThoseWhoStillWait() {
        enters("a", 1_000);
        enters("b", 4_000);
        assertThat(figures.longestWait(9_000)).isEqualTo(8_000);

        leaves("a", QueueExit.ABANDONED, 9_500);
        assertThat(figures.longestWait(10_000)).isEqualTo(6_000);

        leaves("b", QueueExit.ANSWERED, 11_000);
        assertThat(figures.longestWait(12_000)).isZero();
    }

    @Test
    void doesNotCountWhoEnteredBeforeItLooked() {
        enters("seen", 0);
        leaves("unseen", QueueExit.ABANDONED, 5);
        leaves("seen", QueueExit.ANSWERED, 5);
        assertThat(figures.serviceLevel()).isEqualTo(100);
    }

    @Test
    void countsCallersAnsweredWithinTwentySecondsOfAllWhoLeft() {
        assertThat(figures.serviceLevel()).isEqualTo(100);
        enters("soon", 0);
        enters("late", 0);
        enters("gone", 0);
        enters("over", 0);
        leaves("soon", QueueExit.ANSWERED, QueueFigures.GOOD_MILLIS);
        leaves("late", QueueExit.ANSWERED, QueueFigures.GOOD_MILLIS + 1);
        leaves("gone", QueueExit.ABANDONED, 5);
        leaves("over", QueueExit.OVERFLOWED, 5);

        assertThat(figures.serviceLevel()).isEqualTo(25);
    }
}
