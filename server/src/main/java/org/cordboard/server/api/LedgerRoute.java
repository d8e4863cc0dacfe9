package org.cordboard.server.api;

import java.util.ArrayList;
import java.util.List;
import org.cordboard.crm.permission.Action;
import org.cordboard.crm.permission.Resource;
import org.cordboard.cti.acd.QueueLedger;
import org.cordboard.server.listen.HttpCall;
import org.cordboard.server.listen.HttpReply;
import org.cordboard.server.site.Books;

/** The books at this moment, as JSON or as CSV with one row for each figure. */
final class LedgerRoute {

    private final Books books;

    LedgerRoute(Books books) {
        this.books = books;
    }

    HttpReply answer(HttpCall call, Asker asker) {
        Parameters.of(call);
        if (Form.wanted(call) == Form.JSON) {
            return HttpReply.json(200, books.ledger());
        }
        asker.mustHave(Resource.REPORT, Action.EXPORT);
        return Csv.reply(List.of("of", "name", "figure", "count"), rows(books.ledger()));
    }

    private static List<List<Object>> rows(Books.Ledger ledger) {
        List<List<Object>> rows = new ArrayList<>();
        rows.add(List.of("site", "", "arrived", ledger.arrived()));
        rows.add(List.of("site", "", "calledBack", ledger.calledBack()));
        rows.add(List.of("site", "", "reached", ledger.reached()));
        rows.add(List.of("site", "", "open", ledger.open()));
        rows.add(List.of("site", "", "notServed", ledger.notServed()));
        ledger.results().forEach((result, count) -> rows.add(List.of("site", "", result, count)));
        for (QueueLedger queue : ledger.queues()) {
            rows.add(List.of("queue", queue.queue(), "offered", queue.offered()));
            queue.exits().forEach((exit, count) -> rows.add(List.of("queue", queue.queue(), exit, count)));
            rows.add(List.of("queue", queue.queue(), "waiting", queue.waiting()));
        }
        return rows;
    }
}
