package org.cordboard.crm.store;

import java.sql.SQLException;

/** Why a database cannot be opened and what to do about it, in words. */
final class Unopened {

    /** What is said when nothing better is known. */
    static final String OTHERWISE = "it cannot be opened or brought up to date.";

    /** H2's code for a file that another process has locked. */
    private static final int ALREADY_OPEN = 90020;

    private Unopened() {}

    /** For H2. */
    static String reason(SQLException cause) {
        return cause.getErrorCode() == ALREADY_OPEN ? "another process has it open; stop that one first." : OTHERWISE;
    }

    static String reason(Postgres postgres, SQLException cause) {
        String user = "user '" + postgres.user() + "'";
        return switch (String.valueOf(cause.getSQLState())) {
            case "08001", "08006" -> "no PostgreSQL answers there; start it, or correct host and port.";
            case "08004" -> "the server refuses the connection; it must know TLS if that is demanded.";
            case "28P01", "28000" ->
                "the server does not let " + user + " in; correct user and secret, or pg_hba.conf.";
            case "3D000" -> "there is none of that name; make it, or correct the name.";
            case "42501" -> user + " may not make tables in it; make that user its owner.";
            case "53300" -> "the server has no connection left; allow it more of them.";
            case "57P03" -> "the server is starting or stopping; try again in a moment.";
            default -> OTHERWISE;
        };
    }
}
