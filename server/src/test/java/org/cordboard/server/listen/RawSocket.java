package org.cordboard.server.listen;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.cordboard.protocol.Limits;

/** A connection on which a test says whatever it likes, and reads only what it asks for. */
final class RawSocket implements AutoCloseable {

    private final Socket socket = new Socket();

    RawSocket(int port) throws IOException {
        socket.setReceiveBufferSize(4 * 1024);
        socket.setSoTimeout(20_000);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    RawSocket says(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(UTF_8));
        return this;
    }

    /** Asks for a WebSocket, and reads the answer's head. */
    String upgrades(String headers) throws IOException {
        says("GET " + Limits.SOCKET_PATH
                + " HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n" + headers + "\r\n");
        return head();
    }

    /** A text frame with a mask of zeros. */
    void frame(String text) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(0x81);
        if (bytes.length < 126) {
            frame.write(0x80 | bytes.length);
        } else {
            frame.write(0x80 | 126);
            frame.write(bytes.length >> 8);
            frame.write(bytes.length);
        }
        frame.write(new byte[4]);
        frame.write(bytes);
        socket.getOutputStream().write(frame.toByteArray());
    }

    String head() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int read = socket.getInputStream().read();
            if (read < 0) {
                break;
            }
            head.append((char) read);
        }
        return head.toString();
    }

    String rest() throws IOException {
        return new String(socket.getInputStream().readAllBytes(), US_ASCII);
    }

    /** The code of the close frame that comes next. */
    int closeCode() throws IOException {
        byte[] frame = socket.getInputStream().readNBytes(4);
        if (frame.length < 4 || (frame[0] & 0xff) != 0x88) {
            throw new IOException("no close frame came");
        }
        return ((frame[2] & 0xff) << 8) | (frame[3] & 0xff);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
