package org.cordboard.system.asterisk;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * A running SIPp with one of the scenarios. It reads along what SIPp sends and receives, and gives orders: a datagram whose
 * method is X-…, which the scenarios wait for. Its single thread reads every 10 ms and runs what was {@link #later} put off.
 */
final class SippProcess implements AutoCloseable {

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final int POLL_MILLIS = 10;

    private final String name;
    private final ChildProcess process;
    private final int port;
    private final Path folder;
    private final Path trace;
    private final Consumer<SipLine> listener;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "sipp");
        made.setDaemon(true);
        return made;
    });
    private final StringBuilder unread = new StringBuilder();
    private volatile String failure = "";
    private long position;
    private int orders;

    /**
     * Starts SIPp; {@code listener} is called on this object's thread for each message.
     *
     * @param asterisk where it sends what it begins by itself
     */
    SippProcess(String scenario, RealAsterisk asterisk, int port, List<String> more, Consumer<SipLine> listener)
            throws IOException {
        this.name = scenario + "-" + COUNT.incrementAndGet();
        this.port = port;
        this.folder = Files.createDirectories(asterisk.folder().resolve("sipp"));
        this.trace = this.folder.resolve(name + ".trace");
        this.listener = listener;
        Path file = this.folder.resolve(name + ".xml");
        Files.writeString(file, RealAsterisk.resource("/sipp/" + scenario + ".xml"));
        List<String> command = new ArrayList<>(List.of("sipp", "-sf", file.toString(), "-nostdin", "-i", "127.0.0.1"));
        command.addAll(List.of("-p", Integer.toString(port), "-cp", Integer.toString(Ports.udp())));
        // Without a port of its own it tries a hundred from 6000 on, which is too few for many side by side.
        command.addAll(List.of("-mp", Integer.toString(Ports.media())));
        command.addAll(List.of("-mi", "127.0.0.1", "-rsa", "127.0.0.1:" + asterisk.sipPort()));
        command.addAll(List.of("-trace_msg", "-message_file", trace.toString()));
        command.addAll(List.of("-trace_err", "-error_file", name + ".errors"));
        command.addAll(more);
        command.add("127.0.0.1:" + asterisk.sipPort());
        this.process =
                ChildProcess.start(command, this.folder, this.folder.resolve(name + ".printed"), Duration.ofHours(1));
        Future<?> unused =
                thread.scheduleWithFixedDelay(() -> guarded(this::readTrace), 0, POLL_MILLIS, TimeUnit.MILLISECONDS);
    }

    boolean alive() {
        return process.alive();
    }

    /** What SIPp complained of and what failed on this object's thread, for a failure report. */
    String errors() throws IOException {
        Path file = folder.resolve(name + ".errors");
        return failure + (Files.exists(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "");
    }

    /** Waits until SIPp has bound its port. */
    void awaitListening(Duration limit) throws IOException {
        long deadline = System.nanoTime() + limit.toNanos();
        String wanted = String.format(Locale.ROOT, " 0100007F:%04X ", port);
        while (!Files.readString(Path.of("/proc/net/udp")).contains(wanted)) {
            if (!alive() || System.nanoTime() > deadline) {
                throw new IOException(name + " does not listen on port " + port + ": " + errors());
            }
            Waiting.pause();
        }
    }

    /** Orders the call to do something, as the scenario describes it. */
    void order(String method, String callId) {
        order(method, callId, Map.of());
    }

    /** @param headers what the scenario wants to know for it */
    void order(String method, String callId, Map<String, String> headers) {
        String more = headers.entrySet().stream()
                .map(header -> header.getKey() + ": " + header.getValue() + "\r\n")
                .collect(joining());
        String text = method + " sip:party@127.0.0.1:" + port + " SIP/2.0\r\n"
                + "Via: SIP/2.0/UDP 127.0.0.1:9;branch=z9hG4bK-order-" + name + "-" + ++orders + "\r\n"
                + "From: <sip:test@127.0.0.1>;tag=test\r\nTo: <sip:party@127.0.0.1>\r\n"
                + "Call-ID: " + callId + "\r\nCSeq: " + orders + " " + method + "\r\n" + more
                + "Content-Length: 0\r\n\r\n";
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw new IllegalStateException("no order can be sent to " + name, e);
        }
    }

    /** Runs something on this object's thread after a time. */
    void later(Duration delay, Runnable action) {
        Future<?> unused = thread.schedule(() -> guarded(action), delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Runs something on this object's thread now. */
    void run(Runnable action) {
        thread.execute(() -> guarded(action));
    }

    // Nobody waits for what this thread runs, so a failure is kept for the report of the wait that it makes fail.
    private void guarded(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            failure = failure.isEmpty() ? e.toString() : failure;
        }
    }

    private void readTrace() {
        if (!Files.exists(trace)) {
            return;
        }
        try (RandomAccessFile file = new RandomAccessFile(trace.toFile(), "r")) {
            byte[] fresh = new byte[(int) (file.length() - position)];
            file.seek(position);
            file.readFully(fresh);
            position += fresh.length;
            unread.append(new String(fresh, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + trace, e);
        }
        SippTrace.take(unread).forEach(listener);
    }

    @Override
    public void close() {
        process.close();
        thread.shutdownNow();
    }
}
