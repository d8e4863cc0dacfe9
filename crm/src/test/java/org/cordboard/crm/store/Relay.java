package org.cordboard.crm.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The network between a database and those who use it, on loopback: it can fall silent, or break at the worst moment. */
final class Relay implements AutoCloseable {

    private final ServerSocket listening;
    private final int target;
    private final List<Socket> clients = new CopyOnWriteArrayList<>();
    private final List<Socket> servers = new CopyOnWriteArrayList<>();
    private final Object gate = new Object();
    private boolean silent;
    private @Nullable String fatal;

    /** @param target a port on loopback */
    Relay(int target) {
        this.target = target;
        try {
            this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept);
    }

    /** The database as those see it who use this network. */
    Postgres in(Postgres direct) {
        return new Postgres(
                "127.0.0.1", listening.getLocalPort(), direct.name(), direct.user(), direct.secret(), direct.tls());
    }

    /** Nothing arrives any more; connections stay. */
    void fallSilent() {
        synchronized (gate) {
            silent = true;
        }
    }

    /** All that was held back arrives. */
    void speakAgain() {
        synchronized (gate) {
            silent = false;
            gate.notifyAll();
        }
    }

    /** The next answer of the server that holds a text does not arrive: the connection breaks instead. Once only. */
    void breakAtAnswer(String text) {
        synchronized (gate) {
            fatal = text;
        }
    }

    /** Clients lose their connections, and the server does not notice. */
    void breakUnnoticed() {
        clients.forEach(Relay::closed);
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listening.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                clients.add(client);
                servers.add(server);
                start(() -> pump(client, server, false));
                start(() -> pump(server, client, true));
            }
        } catch (IOException e) {
            // Closed, or nobody listens there any more.
            closed(listening);
        }
    }

    private void pump(Socket from, Socket to, boolean answers) {
        byte[] buffer = new byte[65_536];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                if (!mayPass(new String(buffer, 0, length, StandardCharsets.ISO_8859_1), answers)) {
                    closed(from);
                    closed(to);
                    return;
                }
                out.write(buffer, 0, length);
                out.flush();
            }
            if (answers) {
                closed(to);
            }
        } catch (IOException e) {
            // The other pump, or the test, has ended it.
        }
    }

    private boolean mayPass(String text, boolean answers) {
        synchronized (gate) {
            while (silent) {
                try {
                    gate.wait();
                } catch (InterruptedException e) {
                    return false;
                }
            }
            if (answers && fatal != null && text.contains(fatal)) {
                fatal = null;
                return false;
            }
            return true;
        }
    }

    private static void start(Runnable work) {
        Thread.ofPlatform().daemon().name("relay").start(work);
    }

    private static void closed(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        speakAgain();
        closed(listening);
        clients.forEach(Relay::closed);
        servers.forEach(Relay::closed);
    }
}
