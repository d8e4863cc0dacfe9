package org.cordboard.crm.store;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a second server away from a database of PostgreSQL, as the lock of H2's file does: an advisory lock, held by a connection of
 * its own. When that connection is lost the lock is taken again on a new one; whoever has taken it meanwhile is named in the log.
 */
final class SoleUse implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SoleUse.class);

    /** Any number; PostgreSQL knows it for each database by itself. */
    private static final String LOCK = "select pg_try_advisory_lock(8243108477114352)";

    /** One that was killed a moment ago may not be noticed yet. */
    private static final int TRIES = 20;

    private static final long PAUSE_MILLIS = 100;

    private static final long LOOK_SECONDS = 5;
    private static final int ANSWER_SECONDS = 2;
    /** PostgreSQL may hold the lock for our own lost connection for half of this. */
    private static final int REFUSALS_TOLD = 12;

    private final Postgres postgres;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("database-sole-use").factory());
    private @Nullable Connection connection;
    private int refusals;

    private SoleUse(Postgres postgres, Connection connection) {
        this.postgres = postgres;
        this.connection = connection;
        thread.scheduleWithFixedDelay(this::look, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
    }

    /** @throws StoreUnavailableException when the database cannot be used, by another's use or otherwise */
    static SoleUse of(Postgres postgres) {
        try {
            for (int i = 0; i < TRIES; i++) {
                Connection locked = locked(postgres);
                if (locked != null) {
                    return new SoleUse(postgres, locked);
                }
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (SQLException e) {
            throw new StoreUnavailableException(
                    "The database " + postgres + " cannot be used: " + Unopened.reason(postgres, e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new StoreUnavailableException(
                "The database " + postgres + " cannot be used: another server or import uses it; stop that one first,"
                        + " or give this one a database of its own.",
                new IllegalStateException("the advisory lock is taken"));
    }

    /** A connection that holds the lock; null when another one does. */
    private static @Nullable Connection locked(Postgres postgres) throws SQLException {
        Connection made = DriverManager.getConnection(postgres.url(), postgres.pooledProperties());
        try (Statement statement = made.createStatement();
                ResultSet answer = statement.executeQuery(LOCK)) {
            if (answer.next() && answer.getBoolean(1)) {
                return made;
            }
        } catch (SQLException e) {
            made.close();
            throw e;
        }
        made.close();
        return null;
    }

    private synchronized void look() {
        try {
            Connection held = connection;
            if (held != null && held.isValid(ANSWER_SECONDS)) {
                return;
            }
            if (held != null) {
                LOG.warn("The connection that keeps other servers away from {} is lost; it is made again", postgres);
                connection = null;
                held.close();
            }
            connection = locked(postgres);
            if (connection != null) {
                refusals = 0;
                LOG.info("Other servers are kept away from {} again", postgres);
            } else if (++refusals == REFUSALS_TOLD) {
                LOG.error("Another server uses {} as well: stop one of the two, the books of both are wrong", postgres);
            }
        } catch (SQLException e) {
            LOG.debug("{} is still away", postgres, e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        synchronized (this) {
            try {
                if (connection != null) {
                    connection.close();
                }
            } catch (SQLException e) {
                LOG.debug("The connection to {} was lost already", postgres, e);
            }
        }
    }
}
