package org.cordboard.crm.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A real PostgreSQL on loopback, with its files in a folder that is gone in the end. It lets its one user in by password only, and
 * can be stopped and started again as often as a test likes; what was committed is there again then.
 */
public final class PostgresServer implements AutoCloseable {

    static final String USER = "cordboard";
    static final String SECRET = "it's a \"secret\" & 100 %";
    private static final String UNICODE = "encoding 'UTF8' template template0";
    private static final String EMPTY = """
            do $$ begin execute (
                select 'truncate table ' || string_agg(quote_ident(tablename), ', ') || ' restart identity'
                from pg_tables where schemaname = 'public' and tablename <> 'flyway_schema_history'
            ); end $$
            """;
    private static final AtomicInteger DATABASES = new AtomicInteger();

    /** One for all tests of the JVM that do not stop it. */
    private static final class Shared {

        private static final PostgresServer ONE = new PostgresServer();

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(ONE::close));
        }
    }

    private final Path folder;
    private final int port;
    private final List<Postgres> withSchema = new ArrayList<>();
    private EmbeddedPostgres running;

    PostgresServer() {
        try (ServerSocket free = new ServerSocket(0)) {
            folder = Files.createTempDirectory("cordboard-postgres");
            port = free.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start();
        try {
            Files.writeString(folder.resolve("pg_hba.conf"), """
                    host all postgres 127.0.0.1/32 trust
                    host all all 127.0.0.1/32 scram-sha-256
                    """);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        execute(
                "postgres",
                "select pg_reload_conf()",
                "create role " + USER + " login password '" + SECRET.replace("'", "''") + "'");
    }

    /**
     * A database of the shared server, which has the schema and nothing else. One that nobody has open any more is emptied: each has
     * hundreds of files, and to delete those of many takes long.
     */
    static Postgres fresh() {
        return Shared.ONE.emptied();
    }

    private synchronized Postgres emptied() {
        for (Postgres used : withSchema) {
            if (!isOpen(used)) {
                execute(used.name(), EMPTY);
                return used;
            }
        }
        Postgres made = make(UNICODE);
        Database.open(made).close();
        withSchema.add(made);
        return made;
    }

    private boolean isOpen(Postgres database) {
        try (Connection connection = running.getPostgresDatabase().getConnection();
                PreparedStatement statement =
                        connection.prepareStatement("select count(*) from pg_stat_activity where datname = ?")) {
            statement.setString(1, database.name());
            try (ResultSet sessions = statement.executeQuery()) {
                sessions.next();
                return sessions.getInt(1) > 0;
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A new database of the shared server. */
    static Postgres made(String how) {
        return Shared.ONE.make(how);
    }

    /** @param how what stands behind the name in {@code create database} */
    Postgres make(String how) {
        String name = "test_" + DATABASES.incrementAndGet();
        execute("postgres", "create database " + name + " owner " + USER + " " + how);
        return new Postgres("127.0.0.1", port, name, USER, SECRET, false);
    }

    /** As the server's owner. */
    private void execute(String database, String... statements) {
        try (Connection connection = running.getDatabase("postgres", database).getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    void start() {
        try {
            running = EmbeddedPostgres.builder()
                    .setDataDirectory(folder)
                    .setCleanDataDirectory(false)
                    .setRegisterShutdownHook(false)
                    .setPort(port)
                    .setPGStartupWait(Duration.ofSeconds(60))
                    .setServerConfig("max_connections", "200")
                    // The files need to outlive the server, but not the machine.
                    .setServerConfig("fsync", "off")
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Transactions under way are rolled back. */
    void stop() {
        try {
            running.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        stop();
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
