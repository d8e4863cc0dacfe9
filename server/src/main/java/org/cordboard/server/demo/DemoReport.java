package org.cordboard.server.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.cordboard.crm.calls.CallRecordStore;
import org.cordboard.cti.acd.QueueLedger;
import org.cordboard.cti.call.CallResult;
import org.cordboard.server.site.Books;
import org.cordboard.sim.people.CallerLog;
import org.jspecify.annotations.Nullable;

/**
 * The books after a demonstration, held against the database and against what the callers saw.
 *
 * @param seconds how long customers called
 * @param results calls of this run by result
 * @param queues the queues' books since their journal began
 * @param callersServed callers of this run whom the PBX handed to the server
 * @param offerMillis from the PBX's last report to the offer on the agent's screen, where an agent was free
 * @param agentMillis from the caller's call to the agent's first word
 * @param firstAnswerSeconds from the start of the program to the first call answered; null when none was
 * @param balanced whether everything agrees
 * @param findings what does not agree
 */
public record DemoReport(
        double seconds,
        long calls,
        Map<CallResult, Long> results,
        List<QueueLedger> queues,
        long callersServed,
        long callersWhoTalked,
        Percentiles.Summary offerMillis,
        Percentiles.Summary agentMillis,
        @Nullable Double firstAnswerSeconds,
        boolean balanced,
        List<String> findings) {

    static DemoReport of(
            Duration ran,
            Books.Ledger before,
            Books.Ledger after,
            CallRecordStore records,
            List<CallerLog.Entry> callers,
            Percentiles.Summary offers,
            Percentiles.Summary agents,
            @Nullable Double firstAnswerSeconds) {
        List<String> findings = new ArrayList<>();
        Map<CallResult, Long> results = new EnumMap<>(CallResult.class);
        after.results()
                .forEach((result, count) ->
                        results.put(result, count - before.results().getOrDefault(result, 0L)));
        long calls = after.arrived() - before.arrived();
        long served = callers.stream()
                .filter(c -> !c.channel().isEmpty() && !c.heardFallback())
                .count();
        long talked = callers.stream().filter(c -> c.heardAgentAt().isPresent()).count();
        expect(findings, after.balances(), "the ledger does not balance: " + after);
        expect(findings, after.open() == 0, after.open() + " calls are still open");
        expect(findings, calls == served, "the books have %d calls, the callers made %d".formatted(calls, served));
        long calledBack = after.reached() - before.reached();
        long answered = results.getOrDefault(CallResult.ANSWERED, 0L) - calledBack;
        // Calls that an earlier run left open are closed in this one, and no caller of this run knows of them.
        expect(
                findings,
                talked <= answered && answered <= talked + before.open(),
                "%d answered in the books, %d callers talked".formatted(answered, talked));
        Map<CallResult, Long> stored = records.countByResult();
        for (CallResult result : CallResult.values()) {
            long inBooks = after.results().getOrDefault(result, 0L);
            long inStore = stored.getOrDefault(result, 0L);
            expect(
                    findings,
                    inBooks == inStore,
                    "%s: %d in the books, %d in the database".formatted(result, inBooks, inStore));
        }
        return new DemoReport(
                ran.toMillis() / 1000.0,
                calls,
                results,
                after.queues(),
                served,
                talked,
                offers,
                agents,
                firstAnswerSeconds,
                findings.isEmpty(),
                findings);
    }

    private static void expect(List<String> findings, boolean holds, String otherwise) {
        if (!holds) {
            findings.add(otherwise);
        }
    }
}
