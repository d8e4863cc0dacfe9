package org.cordboard.server.kill;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A wire that can fail: listens on loopback and passes bytes both ways. While it is cut, connections end as soon as they are made; while
 * it is held, they stay open and nothing passes; when it is slow, everything comes late. Remembers the last lines that passed, without
 * secrets.
 */
public final class TcpRelay implements AutoCloseable {

    private final int target;
    private final ServerSocket listener;
    private final List<Socket> open = new ArrayList<>();
    private final Recollection transcript = new Recollection("AMI, last frames", 120);
    private boolean cut;
    private boolean held;
    private int connections;
    private volatile long delayMillis;

    private TcpRelay(int target) throws IOException {
        this.target = target;
        this.listener = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
        thread("accept", this::accept);
    }

    public static TcpRelay to(int port) {
        try {
            return new TcpRelay(port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return listener.getLocalPort();
    }

    public synchronized void cut() {
        cut = true;
        transcript.add("-- cut");
        closeAll();
        notifyAll();
    }

    public synchronized void mend() {
        cut = false;
        transcript.add("-- mended");
    }

    /** Nothing passes any more, and nobody is told. */
    public synchronized void hold() {
        held = true;
        transcript.add("-- held");
    }

    /** What was held back passes now. */
    public synchronized void letGo() {
        held = false;
        transcript.add("-- let go");
        notifyAll();
    }

    /** @param millis by which everything is late from now on, at least; 0 for not at all */
    public void slow(long millis) {
        delayMillis = millis;
        transcript.add("-- late by " + millis + " ms");
    }

    /** Connections made to it so far. */
    public synchronized int connections() {
        return connections;
    }

    private synchronized void awaitPassage() throws InterruptedException {
        while (held && !cut) {
            wait();
        }
    }

    public String evidence() {
        return transcript.toString();
    }

    private static void thread(String what, Runnable work) {
        Thread.ofPlatform().daemon().name("relay-" + what).start(work);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                connect(listener.accept());
            } catch (IOException e) {
                // The listener was closed, or the target takes nobody: the client sees the end of its connection.
            }
        }
    }

    private void connect(Socket client) throws IOException {
        if (!join(client)) {
            client.close();
            return;
        }
        Socket pbx;
        try {
            pbx = new Socket(InetAddress.getLoopbackAddress(), target);
        } catch (IOException e) {
            client.close();
            throw e;
        }
        if (!join(pbx)) {
            client.close();
            pbx.close();
            return;
        }
        synchronized (this) {
            connections++;
        }
        client.setTcpNoDelay(true);
        pbx.setTcpNoDelay(true);
        thread("to-pbx", () -> pass("->", client, pbx));
        thread("from-pbx", () -> pass("<-", pbx, client));
    }

    private synchronized boolean join(Socket socket) {
        if (!cut) {
            open.add(socket);
        }
        return !cut;
    }

    private void pass(String direction, Socket from, Socket to) {
        byte[] buffer = new byte[16_384];
        FrameNotes notes = new FrameNotes(direction, transcript);
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                TimeUnit.MILLISECONDS.sleep(delayMillis);
                awaitPassage();
                out.write(buffer, 0, read);
                notes.take(new String(buffer, 0, read, StandardCharsets.ISO_8859_1));
            }
        } catch (IOException e) {
            // One end has closed, and closing both passes that on.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Cuts one direction's text into frames. */
    private static final class FrameNotes {
        private final String direction;
        private final Recollection transcript;
        private final StringBuilder text = new StringBuilder();

        FrameNotes(String direction, Recollection transcript) {
            this.direction = direction;
            this.transcript = transcript;
        }

        void take(String more) {
            text.append(more);
            for (int end = text.indexOf("\r\n\r\n"); end >= 0; end = text.indexOf("\r\n\r\n")) {
                String frame = text.substring(0, end)
                        .replaceAll("(?m)^(Secret|Key): .*$", "$1: ****")
                        .replaceAll("\r?\n", " | ");
                transcript.add(System.currentTimeMillis() + " " + direction + " " + frame);
                text.delete(0, end + 4);
            }
        }
    }

    private void closeAll() {
        for (Socket socket : open) {
            try {
                socket.close();
            } catch (IOException e) {
                // It is of no use any more either way.
            }
        }
        open.clear();
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        synchronized (this) {
            cut = true;
            closeAll();
            notifyAll();
        }
    }
}
