package org.cordboard.crm.organisation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.cordboard.crm.store.AuditLog;
import org.cordboard.crm.store.Database;
import org.cordboard.cti.agent.AgentId;
import org.jdbi.v3.core.Handle;

/** Keeps the users. They are made inactive, never deleted. Every method may throw {@code StoreUnavailableException}. */
public final class UserStore {

    private static final String READ = "asked for a user";
    private static final String WRITE = "given a user";
    private static final String KIND = "user";
    /** Password hashes that are kept of a user. */
    private static final int HASHES = 24;

    private final Database database;
    private final InstantSource clock;

    public UserStore(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    public Optional<User> find(AgentId login) {
        return database.call(READ, handle -> find(handle, login));
    }

    private static Optional<User> find(Handle handle, AgentId login) {
        return handle.createQuery("select * from users where login = :login")
                .bind("login", login.value())
                .map((row, context) -> user(row))
                .findOne();
    }

    /**
     * The users of units, page by page: in the order of their logins, after one of them.
     *
     * @param most 1..1000
     */
    public List<User> in(List<String> units, String after, int most) {
        if (units.isEmpty()) {
            return List.of();
        }
        return database.call(READ, handle -> handle.createQuery(
                        "select * from users where unit in (<units>) and login > :after order by login limit :most")
                .bindList("units", units)
                .bind("after", after)
                .bind("most", Math.min(most, 1000))
                .map((row, context) -> user(row))
                .list());
    }

    /** The users a filter asks for, in the order of their logins. */
    public List<User> search(UserFilter filter) {
        return database.call(READ, handle -> UserSearch.run(handle, filter));
    }

    /** The logins of all users who stand in units. */
    public List<AgentId> loginsIn(List<String> units) {
        return units.isEmpty()
                ? List.of()
                : database.call(READ, handle -> handle.createQuery("select login from users where unit in (<units>)")
                        .bindList("units", units)
                        .mapTo(String.class)
                        .map(AgentId::new)
                        .list());
    }

    /**
     * Adds a user, who must change the password at the first login.
     *
     * @param passwordHash of the password they are told
     * @throws IllegalArgumentException when the login is taken or there is no such unit
     */
    public User add(AgentId login, String name, Role role, String unit, String passwordHash, String by) {
        User user = new User(login, name, role, unit, true, passwordHash, clock.millis(), true);
        database.transaction(WRITE, handle -> {
            if (find(handle, login).isPresent()) {
                throw new IllegalArgumentException("login '" + login + "' is taken");
            }
            requireUnit(handle, unit);
            handle.createUpdate("""
                            insert into users (login, name, role, unit, active, password_hash, password_changed_at, must_change)
                            values (:login, :name, :role, :unit, true, :hash, :at, true)
                            """)
                    .bind("login", login.value())
                    .bind("name", name)
                    .bind("role", role.name())
                    .bind("unit", unit)
                    .bind("hash", passwordHash)
                    .bind("at", user.passwordChangedAt())
                    .execute();
            remember(handle, login, passwordHash);
            audit(handle, login, "add", role + " in " + unit, by);
            return true;
        });
        return user;
    }

    /**
     * Changes what a user is and where they stand.
     *
     * @throws IllegalArgumentException when there is no such user or unit
     */
    public void change(AgentId login, String name, Role role, String unit, boolean active, String by) {
        database.transaction(WRITE, handle -> {
            User before = required(handle, login);
            User after = new User(
                    login,
                    name,
                    role,
                    unit,
                    active,
                    before.passwordHash(),
                    before.passwordChangedAt(),
                    before.mustChange());
            requireUnit(handle, unit);
            handle.createUpdate(
                            "update users set name = :name, role = :role, unit = :unit, active = :active where login = :login")
                    .bind("login", login.value())
                    .bind("name", after.name())
                    .bind("role", role.name())
                    .bind("unit", unit)
                    .bind("active", active)
                    .execute();
            audit(handle, login, "change", before + " -> " + after, by);
            return true;
        });
    }

    /**
     * Sets a password.
     *
     * @param mustChange true when somebody else set it, so that the user has to set their own
     */
    public void setPassword(AgentId login, String passwordHash, boolean mustChange, String by) {
        database.transaction(WRITE, handle -> {
            required(handle, login);
            handle.createUpdate("""
                            update users set password_hash = :hash, password_changed_at = :at, must_change = :must
                            where login = :login
                            """)
                    .bind("login", login.value())
                    .bind("hash", passwordHash)
                    .bind("at", clock.millis())
                    .bind("must", mustChange)
                    .execute();
            remember(handle, login, passwordHash);
            audit(handle, login, "set-password", mustChange ? "to be changed" : "", by);
            return true;
        });
    }

    /** The hashes of the newest passwords, today's included, so that none of them comes again. */
    public List<String> newestHashes(AgentId login, int most) {
        return database.call(READ, handle -> handle.createQuery("""
                        select password_hash from password_history where login = :login
                        order by changed_at desc limit :most
                        """)
                .bind("login", login.value())
                .bind("most", Math.min(most, HASHES))
                .mapTo(String.class)
                .list());
    }

    private void remember(Handle handle, AgentId login, String hash) {
        long newest = handle.createQuery(
                        "select coalesce(max(changed_at), 0) from password_history where login = :login")
                .bind("login", login.value())
                .mapTo(Long.class)
                .one();
        handle.createUpdate(
                        "insert into password_history (login, changed_at, password_hash) values (:login, :at, :hash)")
                .bind("login", login.value())
                .bind("at", Math.max(clock.millis(), newest + 1))
                .bind("hash", hash)
                .execute();
        handle.createUpdate("""
                        delete from password_history where login = :login and changed_at not in (
                            select changed_at from password_history where login = :login
                            order by changed_at desc limit :most)
                        """)
                .bind("login", login.value())
                .bind("most", HASHES)
                .execute();
    }

    private void audit(Handle handle, AgentId login, String action, String detail, String by) {
        AuditLog.write(handle, new AuditLog.Entry(clock.millis(), by, action, KIND, login.value(), detail));
    }

    private static User required(Handle handle, AgentId login) {
        return find(handle, login).orElseThrow(() -> new IllegalArgumentException("there is no user '" + login + "'"));
    }

    private static void requireUnit(Handle handle, String unit) {
        boolean known = handle.createQuery("select count(*) from units where id = :id")
                        .bind("id", unit)
                        .mapTo(Integer.class)
                        .one()
                > 0;
        if (!known) {
            throw new IllegalArgumentException("there is no unit '" + unit + "'");
        }
    }

    static User user(ResultSet row) throws SQLException {
        return new User(
                new AgentId(row.getString("login")),
                row.getString("name"),
                Role.valueOf(row.getString("role")),
                row.getString("unit"),
                row.getBoolean("active"),
                row.getString("password_hash"),
                row.getLong("password_changed_at"),
                row.getBoolean("must_change"));
    }
}
