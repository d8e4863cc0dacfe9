package org.cordboard.crm.organisation;

import java.time.ZoneId;
import java.util.Optional;
import org.cordboard.crm.store.Database;

/** Keeps the one tenant of a database. Every method may throw {@code StoreUnavailableException}. */
public final class TenantStore {

    private final Database database;

    public TenantStore(Database database) {
        this.database = database;
    }

    public Optional<Tenant> find() {
        return database.call("asked for the tenant", handle -> handle.createQuery("select * from tenant")
                .map((row, context) -> new Tenant(
                        row.getString("id"),
                        row.getString("name"),
                        row.getString("region"),
                        ZoneId.of(row.getString("zone"))))
                .findOne());
    }

    /**
     * Makes the database a tenant's, or changes the tenant's name, region or zone.
     *
     * @throws IllegalArgumentException when the database is another tenant's
     */
    public void put(Tenant tenant) {
        Optional<Tenant> before = find();
        if (before.isPresent() && !before.get().id().equals(tenant.id())) {
            throw new IllegalArgumentException(
                    "this database belongs to tenant '" + before.get().id() + "', not '" + tenant.id() + "'");
        }
        database.transaction("given the tenant", handle -> handle.createUpdate(
                        before.isPresent()
                                ? "update tenant set name = :name, region = :region, zone = :zone where id = :id"
                                : "insert into tenant (id, name, region, zone) values (:id, :name, :region, :zone)")
                .bind("id", tenant.id())
                .bind("name", tenant.name())
                .bind("region", tenant.region())
                .bind("zone", tenant.zone().getId())
                .execute());
    }
}
