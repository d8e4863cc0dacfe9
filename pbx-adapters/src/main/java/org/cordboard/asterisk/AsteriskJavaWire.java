package org.cordboard.asterisk;

import java.io.IOException;
import org.asteriskjava.manager.AuthenticationFailedException;
import org.asteriskjava.manager.ManagerConnection;
import org.asteriskjava.manager.TimeoutException;

/** The manager interface through asterisk-java: it connects, logs in with MD5, reads and writes; decisions are made elsewhere. */
final class AsteriskJavaWire implements AmiWire {

    private final AsteriskSettings settings;
    private final ManagerConnection connection;
    private final Runnable dropSocket;

    AsteriskJavaWire(AsteriskSettings settings, Listener listener) {
        this(settings, new AsteriskJavaConnection(settings, listener));
    }

    private AsteriskJavaWire(AsteriskSettings settings, AsteriskJavaConnection connection) {
        this(settings, connection, connection::drop);
    }

    AsteriskJavaWire(AsteriskSettings settings, ManagerConnection connection, Runnable dropSocket) {
        this.settings = settings;
        this.connection = connection;
        this.dropSocket = dropSocket;
    }

    @Override
    public void open() throws NotOpened {
        try {
            connection.login(settings.events());
        } catch (AuthenticationFailedException e) {
            drop();
            throw refused(e);
        } catch (TimeoutException e) {
            drop();
            throw new NotOpened(
                    "the PBX at " + settings.address() + " does not answer like an Asterisk manager interface", false);
        } catch (IOException e) {
            drop();
            throw new NotOpened("no connection to the PBX at " + settings.address() + ": " + words(e), false);
        } catch (IllegalStateException e) {
            drop();
            throw new NotOpened("the connection to " + settings.address() + " was closed: " + words(e), false);
        }
    }

    @Override
    public void send(AmiAction action) throws IOException {
        try {
            connection.sendAction(new AsteriskJavaAction(action), null);
        } catch (IllegalStateException e) {
            throw new IOException("not connected: " + words(e), e);
        }
    }

    @Override
    public void close() {
        try {
            connection.logoff();
        } catch (IllegalStateException e) {
            drop();
        }
    }

    @Override
    public void drop() {
        dropSocket.run();
    }

    private NotOpened refused(AuthenticationFailedException e) {
        if (e.getCause() != null) {
            return new NotOpened(
                    "the PBX at " + settings.address() + " did not answer the login: " + words(e.getCause()), false);
        }
        return new NotOpened(
                "the PBX at " + settings.address() + " refused the manager user '" + settings.user() + "' (" + words(e)
                        + "): check secret, permit and deny of [" + settings.user() + "] in manager.conf",
                true);
    }

    private static String words(Throwable e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
