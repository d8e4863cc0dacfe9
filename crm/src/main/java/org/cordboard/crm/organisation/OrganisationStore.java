package org.cordboard.crm.organisation;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.cordboard.crm.store.AuditLog;
import org.cordboard.crm.store.Database;
import org.jdbi.v3.core.Handle;

/** Keeps the units. Every method may throw {@code StoreUnavailableException}. */
public final class OrganisationStore {

    /** Units of a tenant. One more is refused. */
    static final int MOST = 10_000;

    private static final String WRITE = "given a unit";
    private static final String KIND = "unit";

    private final Database database;
    private final InstantSource clock;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    public OrganisationStore(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** @param listener told after each change; it must not block */
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    /** The units as they are now, the upper tiers first. */
    public Organisation read() {
        return database.call("asked for the organisation", handle -> new Organisation(units(handle)));
    }

    /**
     * Adds a unit, or renames or moves the one with the same id.
     *
     * @throws IllegalArgumentException when the organisation would not fit together; nothing is changed then
     */
    public void put(Unit unit, String by) {
        database.transaction(WRITE, handle -> {
            List<Unit> next = new ArrayList<>(units(handle));
            boolean known = next.removeIf(other -> other.id().equals(unit.id()));
            next.add(unit);
            if (next.size() > MOST) {
                throw new IllegalArgumentException("an organisation has at most " + MOST + " units");
            }
            Organisation checked = new Organisation(next);
            handle.createUpdate(
                            known
                                    ? "update units set name = :name, tier = :tier, parent = :parent where id = :id"
                                    : "insert into units (id, name, tier, parent) values (:id, :name, :tier, :parent)")
                    .bind("id", unit.id())
                    .bind("name", unit.name())
                    .bind("tier", unit.tier().name())
                    .bind("parent", unit.parent())
                    .execute();
            String detail = unit.tier() + " '" + unit.name() + "' below " + unit.parent();
            AuditLog.write(
                    handle, new AuditLog.Entry(clock.millis(), by, known ? "change" : "add", KIND, unit.id(), detail));
            return checked;
        });
        listeners.forEach(Runnable::run);
    }

    /**
     * Removes a unit in which nobody is and below which nothing stands.
     *
     * @throws IllegalArgumentException when somebody or something is, or there is no such unit
     */
    public void remove(String id, String by) {
        database.transaction(WRITE, handle -> {
            Organisation organisation = new Organisation(units(handle));
            if (organisation.withBelow(id).size() != 1) {
                throw new IllegalArgumentException(
                        organisation.find(id).isEmpty()
                                ? "there is no unit '" + id + "'"
                                : "unit '" + id + "' has units below it; remove or move those first");
            }
            int users = handle.createQuery("select count(*) from users where unit = :id")
                    .bind("id", id)
                    .mapTo(Integer.class)
                    .one();
            if (users > 0) {
                throw new IllegalArgumentException("unit '" + id + "' has " + users + " users; move them first");
            }
            handle.createUpdate("delete from units where id = :id")
                    .bind("id", id)
                    .execute();
            AuditLog.write(handle, new AuditLog.Entry(clock.millis(), by, "remove", KIND, id, ""));
            return true;
        });
        listeners.forEach(Runnable::run);
    }

    private static List<Unit> units(Handle handle) {
        List<Unit> units = new ArrayList<>(handle.createQuery("select * from units order by id")
                .map((row, context) -> new Unit(
                        row.getString("id"),
                        row.getString("name"),
                        UnitTier.valueOf(row.getString("tier")),
                        row.getString("parent")))
                .list());
        units.sort(Comparator.comparing(Unit::tier));
        return units;
    }
}
