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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection pool to the site's database, its schema brought up to date: a file of H2, with nothing to install, or a database of
 * PostgreSQL. Both have the same schema, and the same statements run on both. Safe for use by many threads.
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
    /** A connection that was idle and does not answer for so long is given up for another one. */
    private static final long VALIDATION_TIMEOUT_MILLIS = 2_000;

    private static final int HASTE_MILLIS = 2_000;

    private final HikariDataSource pool;
    private final Jdbi jdbi;
    /** Null where the file's own lock keeps others away. */
    private final @Nullable SoleUse soleUse;

    private Database(HikariDataSource pool, @Nullable SoleUse soleUse) {
        this.pool = pool;
        this.soleUse = soleUse;
        this.jdbi = Jdbi.create(pool);
        jdbi.registerArgument(new StorableText());
    }

    /**
     * Where a database is, and what the driver has to know.
     *
     * @param where completes "The database …" for people
     * @param kept for the connections of the pool
     * @param check looks whether the database is one that can be used
     * @param why what is wrong and what to do, for people, when it cannot be opened
     */
    private record Source(
            String where,
            String url,
            Properties first,
            Properties kept,
            Check check,
            Function<SQLException, String> why) {}

    /** Throws a {@link StoreUnavailableException} with what is wrong. */
    private interface Check {
        void on(Connection connection) throws SQLException;
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
        return open(h2("in " + directory, "file:" + directory.resolve(FILE_NAME) + ";DB_CLOSE_ON_EXIT=FALSE"), null);
    }

    /**
     * Opens a database of PostgreSQL, which must be there; its schema is made if missing. Nobody else can open it then.
     *
     * @throws StoreUnavailableException when it cannot be opened; the sentence says why, and what to do
     */
    public static Database open(Postgres postgres) {
        SoleUse soleUse = SoleUse.of(postgres);
        try {
            return open(
                    new Source(
                            postgres.toString(),
                            postgres.url(),
                            postgres.properties(),
                            postgres.pooledProperties(),
                            postgres::check,
                            cause -> Unopened.reason(postgres, cause)),
                    soleUse);
        } catch (RuntimeException e) {
            soleUse.close();
            throw e;
        }
    }

    /** A database that is gone when it is closed, for tests and rehearsals. */
    public static Database inMemory(String name) {
        return open(h2("in memory", "mem:" + name), null);
    }

    private static Source h2(String where, String place) {
        Properties properties = new Properties();
        properties.setProperty("user", "sa");
        properties.setProperty("password", "");
        return new Source(
                where, "jdbc:h2:" + place + STATEMENTS, properties, properties, first -> {}, Unopened::reason);
    }

    private static Database open(Source source, @Nullable SoleUse soleUse) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(source.url());
        config.setDataSourceProperties(source.kept());
        config.setPoolName("cordboard-database");
        config.setMaximumPoolSize(CONNECTIONS);
        config.setConnectionTimeout(CONNECTION_TIMEOUT_MILLIS);
        config.setValidationTimeout(VALIDATION_TIMEOUT_MILLIS);
        // The pool would log a failure at length and try again; a connection of our own says it once.
        try (Connection first = DriverManager.getConnection(source.url(), source.first())) {
            source.check().on(first);
            migrate(source);
            LOG.debug("Database {} opened through {}", source.where(), first);
            return new Database(new HikariDataSource(config), soleUse);
        } catch (SQLException | PoolInitializationException | FlywayException e) {
            SQLException cause = sqlCause(e);
            String reason = cause == null ? Unopened.OTHERWISE : source.why().apply(cause);
            throw new StoreUnavailableException("The database " + source.where() + " cannot be used: " + reason, e);
        }
    }

    /** With connections of its own, as a large table may take longer than a connection of the pool waits. */
    private static void migrate(Source source) {
        Map<String, String> properties = new LinkedHashMap<>();
        source.first()
                .stringPropertyNames()
                .forEach(name -> properties.put(name, source.first().getProperty(name)));
        Flyway.configure()
                .dataSource(source.url(), properties.get("user"), properties.get("password"))
                .jdbcProperties(properties)
                .locations("classpath:db/crm")
                .load()
                .migrate();
    }

    /** Whether a connection can be had and answers: two seconds for the one, two for the other. */
    public boolean isUp() {
        try {
            return callInHaste("asked", handle -> handle.createQuery("select 1")
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

    /**
     * Runs statements for which somebody waits on the line: a server that says nothing for two seconds is away then, where it would
     * have twenty for a report.
     */
    public <T> T callInHaste(String what, HandleCallback<T, RuntimeException> work) {
        return call(what, handle -> {
            if (soleUse != null) {
                hasten(handle);
            }
            return work.withHandle(handle);
        });
    }

    /** The pool sets the connection's own limit again. */
    private static void hasten(Handle handle) {
        try {
            handle.getConnection().setNetworkTimeout(Runnable::run, HASTE_MILLIS);
        } catch (SQLException e) {
            throw new ConnectionException(e);
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
        if (soleUse != null) {
            soleUse.close();
        }
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
