package org.cordboard.crm.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.List;
import org.cordboard.crm.customer.CustomerEntry;
import org.cordboard.crm.customer.CustomerStore;
import org.cordboard.crm.customer.PhoneNumbers;
import org.cordboard.crm.customer.Samples;
import org.junit.jupiter.api.Test;

/** Opening a database of PostgreSQL: what it needs, and what is said when it is not there. */
class PostgresTest {

    private static final String UNICODE = "encoding 'UTF8' template template0";

    private static Postgres with(Postgres postgres, String name, String secret, boolean tls) {
        return new Postgres(postgres.host(), postgres.port(), name, postgres.user(), secret, tls);
    }

    private static void assertRefused(Postgres postgres, String reason) {
        assertThatThrownBy(() -> Database.open(postgres))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessage("The database '" + postgres.name() + "' at 127.0.0.1:" + postgres.port()
                        + " cannot be used: " + reason);
    }

    @Test
    void makesItsTablesAndKeepsItsContentOverARestart() {
        Postgres postgres = PostgresServer.made(UNICODE);
        try (Database database = Database.open(postgres)) {
            new CustomerStore(database, new PhoneNumbers("CN"))
                    .put(List.of(new CustomerEntry(Samples.customer("C1"), List.of("13800138000"))));
        }
        try (Database database = Database.open(postgres)) {
            assertThat(database.isUp()).isTrue();
            assertThat(new CustomerStore(database, new PhoneNumbers("CN")).lookUp("13800138000"))
                    .contains(Samples.customer("C1"));
        }
    }

    @Test
    void saysThatNobodyAnswers() throws IOException {
        int port;
        try (ServerSocket taken = new ServerSocket(0)) {
            port = taken.getLocalPort();
        }
        assertRefused(
                new Postgres("127.0.0.1", port, "cordboard", "cordboard", "s", false),
                "no PostgreSQL answers there; start it, or correct host and port.");
    }

    @Test
    void saysThatTheServerTakesNoConnection() throws IOException {
        // Connections are queued by the system, and nobody ever says a word.
        try (ServerSocket silent = new ServerSocket(0)) {
            assertRefused(
                    new Postgres("127.0.0.1", silent.getLocalPort(), "cordboard", "cordboard", "s", false),
                    "no PostgreSQL answers there; start it, or correct host and port.");
        }
    }

    @Test
    void saysThatUserOrSecretIsWrongWithoutShowingTheSecret() {
        Postgres wrong = with(PostgresServer.fresh(), "postgres", "hunter2", false);

        assertRefused(wrong, "the server does not let user 'cordboard' in; correct user and secret, or pg_hba.conf.");
        assertThat(wrong.toString()).doesNotContain("hunter2");
    }

    @Test
    void saysThatThereIsNoSuchDatabase() {
        Postgres fresh = PostgresServer.fresh();

        assertRefused(
                with(fresh, "not-there?x=1", fresh.secret(), false),
                "there is none of that name; make it, or correct the name.");
    }

    @Test
    void saysThatTheUserMayNotMakeTables() {
        Postgres fresh = PostgresServer.fresh();

        assertRefused(
                with(fresh, "postgres", fresh.secret(), false),
                "user 'cordboard' may not make tables in it; make that user its owner.");
    }

    @Test
    void saysThatTheServerKnowsNoTlsWhereItIsDemanded() {
        Postgres fresh = PostgresServer.fresh();

        assertRefused(
                with(fresh, fresh.name(), fresh.secret(), true),
                "the server refuses the connection; it must know TLS if that is demanded.");
    }

    @Test
    void refusesADatabaseThatCannotHoldEveryScript() {
        assertRefused(
                PostgresServer.made("encoding 'LATIN1' locale 'C' template template0"),
                "its encoding is LATIN1; make one with encoding UTF8.");
    }

    @Test
    void doesNotLetTheServerKeepWhatALostConnectionHadLocked() {
        try (Database database = Database.open(PostgresServer.fresh())) {
            String limit = database.call("asked", handle -> handle.createQuery(
                            "select current_setting('idle_in_transaction_session_timeout')")
                    .mapTo(String.class)
                    .one());
            assertThat(limit).isEqualTo("20s");
        }
    }
}
