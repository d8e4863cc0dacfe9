package org.cordboard.server.api;

import java.time.InstantSource;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.cordboard.crm.assignment.Deputies;
import org.cordboard.crm.calls.CallRecordStore;
import org.cordboard.crm.calls.OfferStore;
import org.cordboard.crm.customer.CustomerEdits;
import org.cordboard.crm.customer.CustomerStore;
import org.cordboard.crm.customer.PhoneNumbers;
import org.cordboard.crm.customer.ViewLog;
import org.cordboard.crm.load.ImportRuns;
import org.cordboard.crm.load.UploadedImports;
import org.cordboard.crm.permission.Action;
import org.cordboard.crm.permission.Resource;
import org.cordboard.crm.reports.ReportSettings;
import org.cordboard.crm.reports.Reports;
import org.cordboard.crm.store.AuditLog;
import org.cordboard.crm.store.Database;
import org.cordboard.crm.targeting.TargetLists;
import org.cordboard.cti.engine.Input;
import org.cordboard.cti.engine.Reply;
import org.cordboard.server.desktop.Supervision;
import org.cordboard.server.listen.Routes;
import org.cordboard.server.settings.TreeFiles;
import org.cordboard.server.site.Books;
import org.cordboard.server.site.Floor;
import org.cordboard.server.site.LoadMeter;

/**
 * The routes of {@code /api/v1} that need a login, and the right that each needs at least. Most ask the database.
 */
public final class RestApi implements AutoCloseable {

    private final Gate gate;
    private final People people;
    private final Sources sources;
    private final ReplyThreads threads = new ReplyThreads("cti-api", "Try again in a moment.");

    /**
     * What the API reads and changes.
     *
     * @param customers the one store through which customers are changed
     * @param supervision hands a supervisor's command to the engine
     * @param deputies the one store of deputies, so that look-ups see every change at once; as {@code lists}
     * @param load whether what can wait is put off
     * @param reports what the settings say about reports now
     */
    public record Sources(
            Books books,
            Floor floor,
            Database database,
            CustomerStore customers,
            PhoneNumbers numbers,
            Deputies deputies,
            TargetLists lists,
            UploadedImports imports,
            TreeFiles trees,
            Function<Input.SupervisorCommanded, CompletionStage<Reply>> supervision,
            LoadMeter load,
            Supplier<ReportSettings> reports) {}

    public RestApi(Gate gate, People people, Sources sources) {
        this.gate = gate;
        this.people = people;
        this.sources = sources;
    }

    /** What desktops of supervisors have to know. */
    public Supervision supervision() {
        return rights();
    }

    private SupervisorRights rights() {
        AuditLog audit = new AuditLog(sources.database());
        return new SupervisorRights(gate, people.staff(), sources.floor(), audit, InstantSource.system(), threads);
    }

    /** Adds the routes of the API. */
    public Routes addTo(Routes routes) {
        GuardedRoutes to = new GuardedRoutes(routes, gate, threads);
        InstantSource clock = InstantSource.system();
        Colleagues colleagues = new Colleagues(people.staff());
        CallRecordStore records = new CallRecordStore(sources.database());
        addCustomers(to, records, clock);
        CallRoutes calls = new CallRoutes(records, new OfferStore(sources.database()), colleagues);
        GuardedRoutes canWait = to.whenCalm(sources.load());
        canWait.add("GET", "/api/v1/calls", Resource.CALL, Action.VIEW, calls::search);
        to.add("GET", "/api/v1/calls/{id}", Resource.CALL, Action.VIEW, calls::view);
        to.add("GET", "/api/v1/calls/{id}/explanation", Resource.EXPLANATION, Action.VIEW, calls::explain);
        FloorRoutes floor = new FloorRoutes(sources.floor(), sources.books(), colleagues, clock);
        to.add("GET", "/api/v1/queues", Resource.QUEUE, Action.VIEW, floor::queues);
        canWait.add("GET", "/api/v1/queues/{id}/waiting", Resource.QUEUE, Action.VIEW, floor::waiting);
        to.add("GET", "/api/v1/agents", Resource.AGENT, Action.VIEW, floor::agents);
        LedgerRoute ledger = new LedgerRoute(sources.books());
        to.add("GET", "/api/v1/ledger", Resource.REPORT, Action.VIEW, ledger::answer);
        new UserRoutes(people.staff(), people.users(), people.passwords(), people.tokens()).addTo(to);
        new UnitRoutes(people.staff(), people.units()).addTo(to);
        Managers managers = new Managers(people.staff(), sources.floor());
        new AssignmentRoutes(sources.customers(), managers).addTo(to);
        new DeputyRoutes(sources.deputies(), managers, colleagues).addTo(to);
        new ImportRoutes(sources.imports(), new ImportRuns(sources.database(), clock), colleagues).addTo(to);
        new TargetListRoutes(sources.lists(), sources.customers()).addTo(to);
        AuditLog audit = new AuditLog(sources.database());
        new LogRoutes(new ViewLog(sources.database(), clock), audit, colleagues).addTo(to);
        new SupervisionRoutes(sources.floor(), colleagues, new EngineReply(sources.supervision()), audit, clock)
                .addTo(to);
        new NoticeRoutes(rights(), new EngineReply(sources.supervision()), audit, clock).addTo(to);
        new TreeRoutes(sources.trees(), sources.floor(), audit, clock).addTo(to);
        addReports(canWait, clock);
        return routes;
    }

    private void addReports(GuardedRoutes to, InstantSource clock) {
        Reports reports = new Reports(sources.database());
        ReportTime time = new ReportTime(sources.reports(), sources.floor(), clock);
        QueueReportRoute queues = new QueueReportRoute(reports, time, sources.floor(), gate);
        StaffReportRoutes staff = new StaffReportRoutes(reports, time, gate);
        to.add("GET", "/api/v1/reports/queues", Resource.REPORT, Action.VIEW, queues::answer);
        to.add("GET", "/api/v1/reports/agents", Resource.REPORT, Action.VIEW, staff::agents);
        to.add("GET", "/api/v1/reports/teams", Resource.REPORT, Action.VIEW, staff::teams);
    }

    private void addCustomers(GuardedRoutes to, CallRecordStore records, InstantSource clock) {
        CustomerEdits edits = new CustomerEdits(sources.customers(), sources.numbers());
        new CustomerStatusRoutes(sources.customers(), edits, sources.numbers()).addTo(to);
        CustomerRoutes customers = new CustomerRoutes(
                sources.customers(), edits, new ViewLog(sources.database(), clock), records, sources.numbers());
        to.add("GET", "/api/v1/customers", Resource.CUSTOMER, Action.VIEW, customers::search);
        to.add("GET", "/api/v1/customers/{id}", Resource.CUSTOMER, Action.VIEW, customers::view);
        to.add("PATCH", "/api/v1/customers/{id}", Resource.CUSTOMER, Action.CHANGE, customers::change);
        to.add("GET", "/api/v1/customers/{id}/history", Resource.CUSTOMER, Action.VIEW, customers::history);
    }

    @Override
    public void close() {
        threads.close();
    }
}
