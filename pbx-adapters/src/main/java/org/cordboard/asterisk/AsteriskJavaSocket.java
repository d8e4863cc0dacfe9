package org.cordboard.asterisk;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import org.asteriskjava.manager.internal.ManagerUtil;
import org.asteriskjava.util.SocketConnectionFacade;

/**
 * The socket under asterisk-java's reader. Each frame is handed to the listener whole and in order before asterisk-java makes an event object of
 * it, because those objects lack headers and unknown events, and because they travel through a queue that drops silently when it is full: events
 * do not go on to asterisk-java at all, the banner and responses do.
 *
 * <p>A silent peer is a lost link (read time-out); what {@link AmiInput} does not take for AMI ends the connection.
 */
final class AsteriskJavaSocket implements SocketConnectionFacade {

    private final AmiWire.Listener listener;
    private final Socket socket;
    private final AmiInput in;
    private final OutputStream out;
    private final StringBuilder unsent = new StringBuilder();
    private final ArrayDeque<String> forReader = new ArrayDeque<>();
    private boolean greeted;

    AsteriskJavaSocket(AsteriskSettings settings, AmiWire.Listener listener) throws IOException {
        this.listener = listener;
        this.socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            // What a lost connection has not delivered must never be: the system would go on trying after the close,
            // and an old dial or
            // lease would reach the PBX behind what the next connection has put in order.
            socket.setSoLinger(true, 0);
            socket.setSoTimeout(Math.toIntExact(settings.silence().toMillis()));
            socket.connect(
                    new InetSocketAddress(settings.host(), settings.port()),
                    Math.toIntExact(settings.connectTimeout().toMillis()));
            this.in = new AmiInput(new BufferedInputStream(socket.getInputStream(), 65_536));
            this.out = socket.getOutputStream();
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /** The next line for asterisk-java's reader; whole frames of events are passed over. */
    @Override
    public String readLine() throws IOException {
        try {
            while (forReader.isEmpty()) {
                readFrame();
            }
            return forReader.remove();
        } catch (SocketTimeoutException e) {
            throw ended("nothing was heard for " + socket.getSoTimeout() + " ms");
        } catch (IOException e) {
            throw ended(e.getMessage() == null ? e.toString() : e.getMessage());
        }
    }

    @Override
    public void write(String text) {
        unsent.append(text);
    }

    /** asterisk-java writes and flushes one action at a time under its own lock. */
    @Override
    public void flush() throws IOException {
        byte[] bytes = unsent.toString().getBytes(StandardCharsets.UTF_8);
        unsent.setLength(0);
        out.write(bytes);
        out.flush();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    @Override
    public boolean isConnected() {
        return socket.isConnected() && !socket.isClosed();
    }

    @Override
    public InetAddress getLocalAddress() {
        return socket.getLocalAddress();
    }

    @Override
    public int getLocalPort() {
        return socket.getLocalPort();
    }

    @Override
    public InetAddress getRemoteAddress() {
        return socket.getInetAddress();
    }

    @Override
    public int getRemotePort() {
        return socket.getPort();
    }

    private void readFrame() throws IOException {
        if (!greeted) {
            forReader.add(in.banner());
            greeted = true;
            return;
        }
        AmiInput.Frame frame = in.frame();
        listener.heard(withOwnActionId(frame.message()));
        if (frame.message().isResponse()) {
            forReader.addAll(frame.lines());
        }
    }

    /** asterisk-java puts a number of its own before the ActionID. */
    private static AmiMessage withOwnActionId(AmiMessage message) {
        if (message.actionId().indexOf(ManagerUtil.INTERNAL_ACTION_ID_DELIMITER) < 0) {
            return message;
        }
        return new AmiMessage(message.headers().stream()
                .map(header -> header.name().equalsIgnoreCase("ActionID")
                        ? new AmiHeader(header.name(), ownPart(header.value()))
                        : header)
                .toList());
    }

    private static String ownPart(String actionId) {
        return actionId.substring(actionId.indexOf(ManagerUtil.INTERNAL_ACTION_ID_DELIMITER) + 1);
    }

    private IOException ended(String reason) throws IOException {
        // Closing frees a thread that is stuck writing to a peer that no longer reads.
        socket.close();
        listener.lost(reason);
        return new IOException(reason);
    }
}
