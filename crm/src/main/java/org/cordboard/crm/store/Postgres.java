package org.cordboard.crm.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.Properties;

/**
 * Where a database of PostgreSQL is, and who asks.
 *
 * @param name of the database
 * @param secret of the user; it shows nowhere
 * @param tls whether a connection that is not encrypted is refused; without it connections are encrypted where the server can
 */
public record Postgres(String host, int port, String name, String user, String secret, boolean tls) {

    /** A server that takes no connection, or does not let us in, within this time counts as away. */
    private static final String CONNECT_SECONDS = "5";
    /** A server that says nothing for so long while it works on a statement counts as away. */
    private static final String SILENCE_SECONDS = "20";

    /**
     * When our connection is lost without the server noticing, it would keep what a transaction had locked for hours, and the
     * books with it.
     */
    private static final String SESSION = "-c idle_in_transaction_session_timeout=20s -c tcp_keepalives_idle=10"
            + " -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3";

    public Postgres {
        Objects.requireNonNull(secret);
        if (!host.matches("[A-Za-z0-9.:_-]{1,253}") || port < 1 || port > 65535) {
            throw new IllegalArgumentException("this is no host and port: " + host + ", " + port);
        }
        if (name.isBlank() || user.isBlank()) {
            throw new IllegalArgumentException("a database of PostgreSQL has a name and a user");
        }
    }

    /** For the driver, without what else it has to know; the name goes with {@link #properties}, whatever its letters. */
    String url() {
        return "jdbc:postgresql://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port + "/";
    }

    Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("PGDBNAME", name);
        properties.setProperty("user", user);
        properties.setProperty("password", secret);
        properties.setProperty("sslmode", tls ? "require" : "prefer");
        properties.setProperty("ApplicationName", "cordboard");
        properties.setProperty("connectTimeout", CONNECT_SECONDS);
        properties.setProperty("loginTimeout", CONNECT_SECONDS);
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("reWriteBatchedInserts", "true");
        properties.setProperty("options", SESSION);
        return properties;
    }

    /** For the connections that are kept. Those that bring the schema up to date may take their time. */
    Properties pooledProperties() {
        Properties properties = properties();
        properties.setProperty("socketTimeout", SILENCE_SECONDS);
        return properties;
    }

    /** Texts are in any script, which a database of another encoding could not hold. */
    void check(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet encoding = statement.executeQuery("show server_encoding")) {
            encoding.next();
            if (!encoding.getString(1).equals("UTF8")) {
                throw new StoreUnavailableException(
                        "The database " + this + " cannot be used: its encoding is " + encoding.getString(1)
                                + "; make one with encoding UTF8.",
                        new IllegalStateException(encoding.getString(1)));
            }
        }
    }

    /** For people: which database it is, and where. */
    @Override
    public String toString() {
        return "'" + name + "' at " + host + ":" + port;
    }
}
