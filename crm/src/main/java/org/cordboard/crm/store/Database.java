package org.cordboard.crm.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection pool to the site's database, its schema brought up to date. Safe for use by many threads.
 *
 * <p>H2 may lose the last acknowledged commits when the process is killed. That does no harm: call records are written
 * together with the journal position they came from, so what is lost is projected again.
 */
public final class Database implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final String FILE_NAME = "cordboard";
    private static final int CONNECTIONS = 4;
    /** Statements that each connection keeps parsed: all of ours. H2 alone would keep eight. */
    private static final String STATEMENTS = ";QUERY_CACHE_SIZE=256";

    private static final long CONNECTION_TIMEOUT_MILLIS = 2_000;
    /** H2's code for a file that another process has locked. */
    private static final int ALREADY_OPEN = 90020;

    private final HikariDataSource pool;
    private final Jdbi jdbi;

    private Database(HikariDataSource pool) {
        this.pool = pool;
        this.jdbi = Jdbi.create(pool);
    }

    /**
     * Opens the database in the data directory, making both if missing.
     *
     * @throws StoreUnavailableException when it cannot be opened; the sentence says why
     */
    public static Database open(Path dataDirectory) {
        Path directory = dataDirectory.toAbsolutePath().normalize();
        if (directory.toString().contains(";")) {
            throw new StoreUnavailableException(
                    "The data directory " + directory + " must not have a semicolon in its name.",
                    new IllegalArgumentException(directory.toString()));
        }
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new StoreUnavailableException("The data directory " + directory + " cannot be made.", e);
        }
        return open(
                "jdbc:h2:file:" + directory.resolve(FILE_NAME) + ";DB_CLOSE_ON_EXIT=FALSE" + STATEMENTS,
                directory.toString());
    }

    /** A database that is gone when it is closed, for tests and rehearsals. */
    public static Database inMemory(String name) {
        return open("jdbc:h2:mem:" + name + STATEMENTS, "memory");
    }

    private static Database open(String url, String where) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername("sa");
        config.setPassword("");
        config.setPoolName("cordboard-database");
        config.setMaximumPoolSize(CONNECTIONS);
        config.setConnectionTimeout(CONNECTION_TIMEOUT_MILLIS);
        // The pool would log a failure at length and try again; a connection of our own says it once.
        try (Connection first = DriverManager.getConnection(url, config.getUsername(), config.getPassword())) {
            HikariDataSource pool = new HikariDataSource(config);
            try {
                migrate(pool);
            } catch (FlywayException e) {
                pool.close();
                throw e;
            }
            LOG.debug("Database in {} opened through {}", where, first);
            return new Database(pool);
        } catch (SQLException | PoolInitializationException | FlywayException e) {
            throw unopened(where, e);
        }
    }

    private static void migrate(DataSource pool) {
        Flyway.configure().dataSource(pool).locations("classpath:db/crm").load().migrate();
    }

    private static StoreUnavailableException unopened(String where, Exception e) {
        SQLException cause = sqlCause(e);
        String reason = cause != null && cause.getErrorCode() == ALREADY_OPEN
                ? "another process has it open; stop that one first."
                : "it cannot be opened or brought up to date.";
        return new StoreUnavailableException("The database in " + where + " cannot be used: " + reason, e);
    }

    /** Whether a connection can be had and answers, within about two seconds. */
    public boolean isUp() {
        try {
            return call("asked", handle -> handle.createQuery("select 1")
                    .mapTo(Integer.class)
                    .one()
                    .equals(1));
        } catch (StoreUnavailableException e) {
            return false;
        }
    }

    /**
     * Runs statements on one connection.
     *
     * @param what completes "the database cannot be …" for people
     */
    public <T> T call(String what, HandleCallback<T, RuntimeException> work) {
        try {
            return jdbi.withHandle(work);
        } catch (JdbiException e) {
            throw translated(what, e);
        }
    }

    /** Runs statements as one transaction: all of them or none. */
    public <T> T transaction(String what, HandleCallback<T, RuntimeException> work) {
        try {
            return jdbi.inTransaction(work);
        } catch (JdbiException e) {
            throw translated(what, e);
        }
    }

    @Override
    public void close() {
        pool.close();
    }

    /** A value the schema does not take is a fault of ours, and no time will cure it; all else counts as an outage. */
    private static RuntimeException translated(String what, JdbiException e) {
        SQLException cause = sqlCause(e);
        String state = cause == null ? "" : String.valueOf(cause.getSQLState());
        if (state.startsWith("22") || state.startsWith("23")) {
            return new IllegalStateException("the schema refuses a value (SQL state " + state + ")", e);
        }
        return new StoreUnavailableException("The database cannot be " + what + " now; it may be down or full.", e);
    }

    private static @Nullable SQLException sqlCause(Throwable e) {
        int depth = 0;
        for (Throwable t = e; t != null && depth < 20; t = t.getCause()) {
            if (t instanceof SQLException sql) {
                return sql;
            }
            depth++;
        }
        return null;
    }
}
