package org.cordboard.asterisk;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.asteriskjava.manager.internal.ManagerUtil;
import org.asteriskjava.util.SocketConnectionFacade;

/**
 * The socket under asterisk-java's reader. Each frame is handed to the listener whole and in order before asterisk-java makes an event object of
 * it, because those objects lack headers and unknown events, and because they travel through a queue that drops silently when it is full: events
 * do not go on to asterisk-java at all, the banner and responses do.
 *
 * <p>A silent peer is a lost link (read time-out); lines longer than {@value #MAX_LINE} bytes and frames of more than {@value #MAX_LINES} lines
 * are not AMI, and end the connection.
 */
final class AsteriskJavaSocket implements SocketConnectionFacade {

    static final int MAX_LINE = 65_536;
    static final int MAX_LINES = 2_000;

    private static final String BANNER = "Asterisk Call Manager/";

    private final AmiWire.Listener listener;
    private final Socket socket;
    private final InputStream in;
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
            this.in = new BufferedInputStream(socket.getInputStream(), 65_536);
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
            greet();
            return;
        }
        List<String> lines = new ArrayList<>();
        AmiFrameReader frame = new AmiFrameReader();
        while (true) {
            String line = readRawLine();
            if (lines.size() >= MAX_LINES) {
                throw new IOException("a frame of more than " + MAX_LINES + " lines is not AMI");
            }
            lines.add(line);
            AmiMessage message = frame.line(line);
            if (message != null) {
                listener.heard(withOwnActionId(message));
                if (message.isResponse()) {
                    forReader.addAll(lines);
                }
                return;
            }
            if (line.isEmpty()) {
                return;
            }
        }
    }

    private void greet() throws IOException {
        String line = readRawLine();
        if (!line.startsWith(BANNER)) {
            String start = line.substring(0, Math.min(line.length(), 40)).replaceAll("\\p{Cntrl}", "?");
            throw new IOException("no Asterisk manager interface: it says \"" + start + "\"");
        }
        greeted = true;
        forReader.add(line);
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

    private String readRawLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(128);
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new IOException("the PBX closed the connection");
            }
            if (line.size() >= MAX_LINE) {
                throw new IOException("a line of more than " + MAX_LINE + " bytes is not AMI");
            }
            if (b != '\r') {
                line.write(b);
            }
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    private IOException ended(String reason) throws IOException {
        // Closing frees a thread that is stuck writing to a peer that no longer reads.
        socket.close();
        listener.lost(reason);
        return new IOException(reason);
    }
}
