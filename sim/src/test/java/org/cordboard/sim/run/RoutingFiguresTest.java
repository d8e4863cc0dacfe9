package org.cordboard.sim.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.cordboard.cti.customer.Tier;
import org.junit.jupiter.api.Test;

class RoutingFiguresTest {

    @Test
    void headStartsServeTheVipSoonerThanFifoAndBoundTheWaitOfOrdinaryCallersBetterThanStrictPriority() {
        List<PriorityBench.Figures> figures = new ArrayList<>();
        PriorityBench.run(1, figures::add);

        PriorityBench.Figures vip = of(figures, PriorityBench.Order.HEAD_STARTS, Tier.DIAMOND);
        assertThat(vip.mean())
                .isLessThan(of(figures, PriorityBench.Order.FIFO, Tier.DIAMOND).mean());
        assertThat(vip.mean())
                .isGreaterThan(
                        of(figures, PriorityBench.Order.STRICT, Tier.DIAMOND).mean());
        assertThat(of(figures, PriorityBench.Order.HEAD_STARTS, Tier.ORDINARY).longest())
                .isLessThan(
                        of(figures, PriorityBench.Order.STRICT, Tier.ORDINARY).longest());
    }

    @Test
    void everyOrderMeetsTheSameCallers() {
        List<PriorityBench.Figures> figures = new ArrayList<>();
        PriorityBench.run(1, figures::add);

        for (Tier tier : Tier.values()) {
            assertThat(figures.stream().filter(f -> f.tier() == tier))
                    .hasSize(3)
                    .extracting(PriorityBench.Figures::callers)
                    .containsOnly(of(figures, PriorityBench.Order.FIFO, tier).callers());
        }
    }

    private static PriorityBench.Figures of(List<PriorityBench.Figures> figures, PriorityBench.Order order, Tier tier) {
        return figures.stream()
                .filter(f -> f.order() == order && f.tier() == tier)
                .findFirst()
                .orElseThrow();
    }
}
