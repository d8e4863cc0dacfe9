package org.cordboard.asterisk;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A manager interface on a loopback port that answers just enough, and can fall silent, talk nonsense or hang up. */
final class FakeAsterisk implements AutoCloseable {

    static final String USER = "cordboard";
    static final String SECRET = "s3cret";

    private final ServerSocket server;
    private final List<Socket> clients = new CopyOnWriteArrayList<>();
    private final AtomicInteger accepted = new AtomicInteger();
    final List<AmiMessage> received = new CopyOnWriteArrayList<>();
    volatile String banner = "Asterisk Call Manager/9.0.0";
    volatile String afterLogin = "";
    volatile boolean silent;
    private volatile @Nullable Socket current;

    FakeAsterisk() {
        this(0);
    }

    FakeAsterisk(int port) {
        try {
            this.server = new ServerSocket(port, 5, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofPlatform().daemon().name("fake-asterisk").start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    AsteriskSettings settings() {
        return AsteriskSettings.of(MachineBench.PBX, "127.0.0.1", port(), USER, SECRET);
    }

    /** Sends text to the client connected last. */
    void send(String text) throws IOException {
        Socket socket = current;
        if (socket != null) {
            write(socket, text);
        }
    }

    long count(String action) {
        return received.stream()
                .filter(one -> one.text("Action").equals(action))
                .count();
    }

    int connections() {
        return accepted.get();
    }

    /** Connections that have not ended. */
    int open() {
        return clients.size();
    }

    void hangUp() throws IOException {
        for (Socket client : clients) {
            client.close();
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        hangUp();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                clients.add(socket);
                accepted.incrementAndGet();
                current = socket;
                Thread.ofPlatform().daemon().name("fake-asterisk-client").start(() -> serve(socket));
            }
        } catch (IOException e) {
            // Closed: the end of this server.
            current = null;
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            write(socket, banner + "\r\n");
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            AmiFrameReader frames = new AmiFrameReader();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                AmiMessage action = frames.line(line);
                if (action != null) {
                    received.add(action);
                    answer(socket, action);
                }
            }
        } catch (IOException e) {
            // The client went away, or the test hung up.
        } finally {
            clients.remove(socket);
        }
    }

    private void answer(Socket socket, AmiMessage action) throws IOException {
        if (silent) {
            return;
        }
        String id = "ActionID: " + action.actionId() + "\r\n";
        switch (action.text("Action").toLowerCase(Locale.ROOT)) {
            case "challenge" -> write(socket, "Response: Success\r\n" + id + "Challenge: 840415273\r\n\r\n");
            case "login" -> login(socket, action, id);
            case "coreshowchannels" -> {
                write(socket, "Response: Success\r\n" + id + "EventList: start\r\n\r\n");
                write(socket, "Event: CoreShowChannelsComplete\r\n" + id + "EventList: Complete\r\n\r\n");
            }
            case "dbgettree" -> {
                write(socket, "Response: Success\r\n" + id + "EventList: start\r\n\r\n");
                write(socket, "Event: DBGetTreeComplete\r\n" + id + "EventList: Complete\r\n\r\n");
            }
            default -> write(socket, "Response: Success\r\n" + id + "Message: ok\r\n\r\n");
        }
    }

    private void login(Socket socket, AmiMessage action, String id) throws IOException {
        boolean known =
                action.text("Username").equals(USER) && action.text("Key").equals(key());
        if (known) {
            write(socket, "Response: Success\r\n" + id + "Message: Authentication accepted\r\n\r\n" + afterLogin);
        } else {
            write(socket, "Response: Error\r\n" + id + "Message: Authentication failed\r\n\r\n");
            socket.close();
        }
    }

    private static String key() {
        try {
            MessageDigest md5 = MessageDigest.getInstance("MD5");
            return HexFormat.of().formatHex(md5.digest(("840415273" + SECRET).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static synchronized void write(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
