package org.cordboard.crm.assignment;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.cordboard.crm.store.AuditLog;
import org.cordboard.crm.store.Database;
import org.cordboard.cti.agent.AgentId;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Who stands in for which phone manager, and when. Every method may throw {@code StoreUnavailableException}. */
public final class Deputies {

    private static final String READ = "asked for deputies";
    private static final String WRITE = "given a deputy";
    private static final String KIND = "deputy";

    private final Database database;
    private final InstantSource clock;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    public Deputies(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * A time in which somebody stands in for a manager, both days included, in the tenant's zone.
     */
    public record Term(AgentId manager, LocalDate firstDay, LocalDate lastDay, AgentId deputy) {

        public Term {
            if (manager.equals(deputy)) {
                throw new IllegalArgumentException("'" + manager + "' cannot be their own deputy");
            }
            if (lastDay.isBefore(firstDay)) {
                throw new IllegalArgumentException(
                        "the time of a deputy ends on " + lastDay + ", before it begins on " + firstDay);
            }
        }

        public boolean isOn(LocalDate day) {
            return !day.isBefore(firstDay) && !day.isAfter(lastDay);
        }

        private boolean overlaps(Term other) {
            return !lastDay.isBefore(other.firstDay) && !firstDay.isAfter(other.lastDay);
        }
    }

    /** @param listener told after each change; it must not block */
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    /**
     * Adds a time.
     *
     * @throws IllegalArgumentException when the manager has a deputy on one of its days already
     */
    public void add(Term term, String by) {
        database.transaction(WRITE, handle -> {
            of(handle, term.manager()).stream()
                    .filter(term::overlaps)
                    .findFirst()
                    .ifPresent(other -> {
                        throw new IllegalArgumentException("'" + term.manager() + "' has '" + other.deputy()
                                + "' as deputy from " + other.firstDay() + " to " + other.lastDay() + " already");
                    });
            handle.createUpdate("""
                            insert into deputies (manager, first_day, last_day, deputy)
                            values (:manager, :first, :last, :deputy)
                            """)
                    .bind("manager", term.manager().value())
                    .bind("first", term.firstDay())
                    .bind("last", term.lastDay())
                    .bind("deputy", term.deputy().value())
                    .execute();
            audit(handle, "add", term, by);
            return true;
        });
        listeners.forEach(Runnable::run);
    }

    /** @return false when there was no such time */
    public boolean remove(Term term, String by) {
        boolean removed = database.transaction(WRITE, handle -> {
            int rows = handle.createUpdate(
                            "delete from deputies where manager = :manager and first_day = :first and deputy = :deputy")
                    .bind("manager", term.manager().value())
                    .bind("first", term.firstDay())
                    .bind("deputy", term.deputy().value())
                    .execute();
            if (rows > 0) {
                audit(handle, "remove", term, by);
            }
            return rows > 0;
        });
        listeners.forEach(Runnable::run);
        return removed;
    }

    private void audit(Handle handle, String action, Term term, String by) {
        String detail = term.deputy() + " from " + term.firstDay() + " to " + term.lastDay();
        AuditLog.write(
                handle,
                new AuditLog.Entry(
                        clock.millis(), by, action, KIND, term.manager().value(), detail));
    }

    /** The times of a manager, in their order. */
    public List<Term> of(AgentId manager) {
        return database.call(READ, handle -> of(handle, manager));
    }

    public static List<Term> of(Handle handle, AgentId manager) {
        return handle.createQuery("select * from deputies where manager = :manager order by first_day")
                .bind("manager", manager.value())
                .map((row, context) -> new Term(
                        manager,
                        row.getObject("first_day", LocalDate.class),
                        row.getObject("last_day", LocalDate.class),
                        new AgentId(row.getString("deputy"))))
                .list();
    }

    /**
     * The times of managers, page by page: by manager and first day, after one of them.
     *
     * @param managers null for all
     * @param most 1..1000
     */
    public List<Term> search(@Nullable List<String> managers, String afterManager, LocalDate afterDay, int most) {
        if (managers != null && managers.isEmpty()) {
            return List.of();
        }
        String only = managers == null ? "" : "manager in (<managers>) and ";
        return database.call(READ, handle -> {
            Query query = handle.createQuery("select * from deputies where " + only
                            + "(manager > :manager or manager = :manager and first_day > :day)"
                            + " order by manager, first_day limit :most")
                    .bind("manager", afterManager)
                    .bind("day", afterDay)
                    .bind("most", Math.min(most, 1000));
            if (managers != null) {
                query.bindList("managers", managers);
            }
            return query.map((row, context) -> new Term(
                            new AgentId(row.getString("manager")),
                            row.getObject("first_day", LocalDate.class),
                            row.getObject("last_day", LocalDate.class),
                            new AgentId(row.getString("deputy"))))
                    .list();
        });
    }

    /** Who stands in for a manager on a day. A deputy's own deputy is not asked. */
    public Optional<AgentId> on(AgentId manager, LocalDate day) {
        return of(manager).stream()
                .filter(term -> term.isOn(day))
                .map(Term::deputy)
                .findFirst();
    }
}
