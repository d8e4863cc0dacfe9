package org.cordboard.protocol.client;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.cordboard.protocol.ClientMessage;
import org.cordboard.protocol.Limits;
import org.cordboard.protocol.ProtocolCodec;
import org.cordboard.protocol.ServerMessage;

/**
 * The least a server must be for a client to talk to it: HTTP login and WebSocket frames on one loopback port. It decides
 * nothing: a test takes each {@link Peer} that connects and plays the server's part.
 */
final class FakeServer implements AutoCloseable {

    private static final String ACCEPT_SALT = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final long PATIENCE_SECONDS = 10;

    private final ServerSocket listening;
    private final BlockingQueue<Peer> peers = new LinkedBlockingQueue<>();
    private final AtomicInteger logins = new AtomicInteger();
    private volatile String loginAnswer = "200 OK";
    private volatile String subprotocol = Limits.SUBPROTOCOL;

    FakeServer() throws IOException {
        listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + listening.getLocalPort());
    }

    int logins() {
        return logins.get();
    }

    void answerLoginsWith(String statusLine) {
        loginAnswer = statusLine;
    }

    void speak(String otherSubprotocol) {
        subprotocol = otherSubprotocol;
    }

    /** The next client that has connected a WebSocket. */
    Peer nextPeer() throws InterruptedException {
        Peer peer = peers.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (peer == null) {
            throw new AssertionError("No client has connected");
        }
        return peer;
    }

    boolean hasNoOtherPeer() {
        return peers.isEmpty();
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket socket = listening.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException e) {
                return; // Closed.
            }
        }
    }

    private void serve(Socket socket) {
        try {
            DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
            for (String request = line(in); !request.isEmpty(); request = line(in)) {
                Map<String, String> headers = headers(in);
                if (request.startsWith("POST " + Limits.LOGIN_PATH)) {
                    in.skipNBytes(Long.parseLong(headers.getOrDefault("content-length", "0")));
                    answerLogin(socket.getOutputStream());
                } else {
                    upgrade(socket, headers);
                    Peer peer = new Peer(socket);
                    peers.add(peer);
                    try {
                        peer.read(in);
                    } finally {
                        peer.ended.countDown();
                    }
                    return;
                }
            }
        } catch (IOException e) {
            // The client has gone; the test sees it by what does not come.
        }
    }

    private void answerLogin(OutputStream out) throws IOException {
        String body = "{\"token\":\"t" + logins.incrementAndGet() + "\",\"expiresAt\":1795000000000}";
        String head = "HTTP/1.1 " + loginAnswer + "\r\nContent-Length: " + body.length() + "\r\n\r\n";
        out.write((head + body).getBytes(StandardCharsets.US_ASCII));
    }

    private void upgrade(Socket socket, Map<String, String> headers) throws IOException {
        String head = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Accept: " + accepted(headers.getOrDefault("sec-websocket-key", "")) + "\r\n"
                + (subprotocol.isEmpty() ? "" : "Sec-WebSocket-Protocol: " + subprotocol + "\r\n") + "\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    }

    private static String accepted(String key) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-1").digest((key + ACCEPT_SALT).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> headers(DataInputStream in) throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return headers;
    }

    private static String line(DataInputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
            if (b != '\r') {
                line.write(b);
            }
        }
        return line.toString(StandardCharsets.US_ASCII);
    }

    /** The server's end of one WebSocket. */
    static final class Peer {

        private final Socket socket;
        private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
        private final CountDownLatch ended = new CountDownLatch(1);
        private volatile boolean answersPings = true;

        Peer(Socket socket) {
            this.socket = socket;
        }

        /** The next message of the client. */
        ClientMessage next() throws InterruptedException {
            String text = received.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (text == null) {
                throw new AssertionError("The client says nothing");
            }
            return ProtocolCodec.decodeClient(text);
        }

        /** Waits until the client has left. */
        void awaitEnd() throws InterruptedException {
            if (!ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("The client is still there");
            }
        }

        void send(ServerMessage message) {
            sendText(ProtocolCodec.encode(message));
        }

        void sendText(String text) {
            frame(0x81, text.getBytes(StandardCharsets.UTF_8));
        }

        /** One message in frames of so many bytes. */
        void sendInFragments(String text, int size) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            for (int from = 0; from < bytes.length; from += size) {
                int length = Math.min(size, bytes.length - from);
                boolean last = from + length == bytes.length;
                byte[] part = new byte[length];
                System.arraycopy(bytes, from, part, 0, length);
                frame((from == 0 ? 1 : 0) | (last ? 0x80 : 0), part);
            }
        }

        void sendBinary() {
            frame(0x82, new byte[] {1, 2, 3});
        }

        void closeWith(int code, String reason) {
            byte[] text = reason.getBytes(StandardCharsets.UTF_8);
            frame(
                    0x88,
                    ByteBuffer.allocate(2 + text.length)
                            .putShort((short) code)
                            .put(text)
                            .array());
        }

        /** Ends the connection as a pulled cable would, as far as a program can tell. */
        void vanish() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        void ignorePings() {
            answersPings = false;
        }

        private synchronized void frame(int first, byte[] payload) {
            int length = payload.length;
            ByteBuffer head = ByteBuffer.allocate(10).put((byte) first);
            if (length < 126) {
                head.put((byte) length);
            } else if (length < 65536) {
                head.put((byte) 126).putShort((short) length);
            } else {
                head.put((byte) 127).putLong(length);
            }
            try {
                OutputStream out = socket.getOutputStream();
                out.write(head.array(), 0, head.position());
                out.write(payload);
                out.flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void read(DataInputStream in) throws IOException {
            ByteArrayOutputStream message = new ByteArrayOutputStream();
            while (true) {
                int first = in.readUnsignedByte();
                byte[] payload = payload(in);
                switch (first & 0x0f) {
                    case 0, 1 -> {
                        message.write(payload);
                        if ((first & 0x80) != 0) {
                            received.add(message.toString(StandardCharsets.UTF_8));
                            message.reset();
                        }
                    }
                    case 8 -> {
                        received.add("{\"type\":\"session.close\"}");
                        return;
                    }
                    case 9 -> {
                        if (answersPings) {
                            frame(0x8a, payload);
                        }
                    }
                    default -> {}
                }
            }
        }

        private static byte[] payload(DataInputStream in) throws IOException {
            int length = in.readUnsignedByte() & 0x7f;
            if (length == 126) {
                length = in.readUnsignedShort();
            } else if (length == 127) {
                length = (int) in.readLong();
            }
            byte[] mask = in.readNBytes(4);
            byte[] payload = in.readNBytes(length);
            for (int i = 0; i < payload.length; i++) {
                payload[i] ^= mask[i % 4];
            }
            return payload;
        }
    }
}
