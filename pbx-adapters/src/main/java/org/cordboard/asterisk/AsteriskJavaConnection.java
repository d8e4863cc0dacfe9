package org.cordboard.asterisk;

import java.io.IOException;
import org.asteriskjava.AsteriskVersion;
import org.asteriskjava.manager.ManagerConnectionState;
import org.asteriskjava.manager.internal.ManagerConnectionImpl;
import org.asteriskjava.util.SocketConnectionFacade;
import org.jspecify.annotations.Nullable;

/**
 * asterisk-java's connection on our socket. It connects once: asterisk-java's own reconnection knows neither back-off nor resynchronisation, so
 * a new object is made instead.
 */
final class AsteriskJavaConnection extends ManagerConnectionImpl {

    private final AsteriskSettings settings;
    private final AmiWire.Listener listener;
    private volatile @Nullable AsteriskJavaSocket socket;

    AsteriskJavaConnection(AsteriskSettings settings, AmiWire.Listener listener) {
        this.settings = settings;
        this.listener = listener;
        setHostname(settings.host());
        setPort(settings.port());
        setUsername(settings.user());
        setPassword(settings.secret());
        setDefaultResponseTimeout(settings.connectTimeout().toMillis());
    }

    @Override
    protected SocketConnectionFacade createSocket() throws IOException {
        if (socket != null) {
            // Ends asterisk-java's reconnection.
            state = ManagerConnectionState.DISCONNECTED;
            throw new IOException("this connection was used already");
        }
        AsteriskJavaSocket made = new AsteriskJavaSocket(settings, listener);
        socket = made;
        return made;
    }

    /** Not asked for: our actions are written header by header, and the question needs a privilege more. */
    @Override
    protected AsteriskVersion determineVersion() {
        return AsteriskVersion.DEFAULT_VERSION;
    }

    /** Closes the socket without asterisk-java's lock, which a thread stuck in login or sending holds. */
    void drop() {
        AsteriskJavaSocket open = socket;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                listener.lost("closed");
            }
        }
    }
}
