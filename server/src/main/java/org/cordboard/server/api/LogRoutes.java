package org.cordboard.server.api;

import java.util.List;
import org.cordboard.crm.customer.ViewLog;
import org.cordboard.crm.permission.Action;
import org.cordboard.crm.permission.Resource;
import org.cordboard.crm.store.AuditLog;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.server.listen.HttpCall;
import org.cordboard.server.listen.HttpReply;
import org.jspecify.annotations.Nullable;

/** Who looked at whom, and who did what. An entry belongs to the unit of the one who looked or did it. */
final class LogRoutes {

    private static final String VIEWS = "view-log";
    private static final String AUDIT = "audit-log";
    private static final int MOST = 500;

    record LookView(long id, long seenAt, String viewer, String customer, String reason) {}

    record AuditView(long id, long doneAt, String actor, String action, String kind, String subject, String detail) {}

    private final ViewLog views;
    private final AuditLog audit;
    private final Colleagues colleagues;

    LogRoutes(ViewLog views, AuditLog audit, Colleagues colleagues) {
        this.views = views;
        this.audit = audit;
        this.colleagues = colleagues;
    }

    void addTo(GuardedRoutes to) {
        to.add("GET", "/api/v1/view-log", Resource.VIEW_LOG, Action.VIEW, this::views)
                .add("GET", "/api/v1/audit-log", Resource.AUDIT_LOG, Action.VIEW, this::audit);
    }

    private HttpReply views(HttpCall call, Asker asker) {
        Parameters query = Parameters.of(call, "customer", "viewer", "from", "to", "limit", "cursor");
        int most = query.limit(MOST);
        ViewLog.Filter filter = new ViewLog.Filter(
                query.text("customer").orElse(null),
                query.text("viewer").orElse(null),
                people(asker, Resource.VIEW_LOG),
                query.time("from").orElse(null),
                query.time("to").orElse(null),
                query.cursor(VIEWS).map(Cursor::number).orElse(Long.MAX_VALUE),
                most + 1);
        List<LookView> found = views.search(filter).stream()
                .map(row -> look(row.id(), row.view()))
                .toList();
        return Listing.reply(call, LookView.class, found, most, last -> new Cursor(VIEWS, last.id(), ""));
    }

    private static LookView look(long id, ViewLog.View view) {
        return new LookView(id, view.at(), view.viewer(), view.customer().value(), view.reason());
    }

    private HttpReply audit(HttpCall call, Asker asker) {
        Parameters query = Parameters.of(call, "actor", "kind", "subject", "action", "from", "to", "limit", "cursor");
        int most = query.limit(MOST);
        AuditLog.Filter filter = new AuditLog.Filter(
                query.text("kind").orElse(null),
                query.text("subject").orElse(null),
                query.text("action").orElse(null),
                query.text("actor").orElse(null),
                people(asker, Resource.AUDIT_LOG),
                query.time("from").orElse(null),
                query.time("to").orElse(null),
                query.cursor(AUDIT).map(Cursor::number).orElse(Long.MAX_VALUE),
                most + 1);
        List<AuditView> found = audit.search(filter).stream()
                .map(row -> entry(row.id(), row.entry()))
                .toList();
        return Listing.reply(call, AuditView.class, found, most, last -> new Cursor(AUDIT, last.id(), ""));
    }

    private static AuditView entry(long id, AuditLog.Entry entry) {
        return new AuditView(
                id, entry.at(), entry.actor(), entry.action(), entry.kind(), entry.subject(), entry.detail());
    }

    /** Whose entries may be seen; null for everybody's. */
    private @Nullable List<String> people(Asker asker, Resource resource) {
        return colleagues
                .seenBy(asker, resource)
                .map(logins -> logins.stream().map(AgentId::value).toList())
                .orElse(null);
    }
}
