package org.cordboard.system.asterisk;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A plain AMI client: one socket, one thread, no library, so that it can bear witness about the adapter. Messages come as
 * maps of their fields; of a field that appears twice the last one counts. What was read while waiting for something else is
 * kept, up to {@value #KEPT} messages (then the oldest goes).
 */
public final class AmiProbe implements AutoCloseable {

    private static final int KEPT = 10_000;

    private final Socket socket;
    private final BufferedReader in;
    private final OutputStream out;
    private final Deque<Map<String, String>> unclaimed = new ArrayDeque<>();
    private Map<String, String> partial = new LinkedHashMap<>();
    private int actions;

    private AmiProbe(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        this.out = socket.getOutputStream();
    }

    /** Logs in and waits until Asterisk says that it has started completely. */
    public static AmiProbe connect(int port, String user, String secret, Duration limit) throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), (int) limit.toMillis());
            AmiProbe probe = new AmiProbe(socket);
            socket.setSoTimeout((int) limit.toMillis());
            if (probe.in.readLine() == null) {
                throw new IOException("no greeting");
            }
            Map<String, String> answer = probe.act("Login", "Username", user, "Secret", secret);
            if (!"Success".equals(answer.get("Response"))) {
                throw new IOException("login refused: " + answer.get("Message"));
            }
            probe.awaitEvent("FullyBooted", limit);
            return probe;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /** Sends an action and returns its answer. */
    public Map<String, String> act(String action, String... namesAndValues) throws IOException {
        String id = "probe-" + ++actions;
        StringBuilder text = new StringBuilder("Action: " + action + "\r\nActionID: " + id + "\r\n");
        for (int i = 0; i < namesAndValues.length; i += 2) {
            text.append(namesAndValues[i])
                    .append(": ")
                    .append(namesAndValues[i + 1])
                    .append("\r\n");
        }
        out.write(text.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
        // OriginateResponse is an event that carries a Response too.
        return await(
                m -> m.containsKey("Response") && !m.containsKey("Event") && id.equals(m.get("ActionID")),
                Duration.ofSeconds(5),
                "the answer to " + action);
    }

    /** Sends an action that is answered by a list, and returns the list. */
    public List<Map<String, String>> list(String action, String item, String end) throws IOException {
        String id = act(action).getOrDefault("ActionID", "");
        List<Map<String, String>> items = new ArrayList<>();
        while (true) {
            Map<String, String> message = await(
                    m -> id.equals(m.get("ActionID")) && m.containsKey("Event"),
                    Duration.ofSeconds(5),
                    "the list's end");
            if (end.equals(message.get("Event"))) {
                return items;
            }
            if (item.equals(message.get("Event"))) {
                items.add(message);
            }
        }
    }

    public Map<String, String> awaitEvent(String name, Duration limit) throws IOException {
        return awaitEvent(name, event -> true, limit);
    }

    public Map<String, String> awaitEvent(String name, Predicate<Map<String, String>> also, Duration limit)
            throws IOException {
        return await(m -> name.equals(m.get("Event")) && also.test(m), limit, "event " + name);
    }

    /** Whether an event of this name has come until now and was not waited for. */
    public boolean saw(String name) throws IOException {
        act("Ping");
        return unclaimed.stream().anyMatch(message -> name.equals(message.get("Event")));
    }

    private Map<String, String> await(Predicate<Map<String, String>> wanted, Duration limit, String what)
            throws IOException {
        for (var kept = unclaimed.iterator(); kept.hasNext(); ) {
            Map<String, String> message = kept.next();
            if (wanted.test(message)) {
                kept.remove();
                return message;
            }
        }
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            Map<String, String> message = read(deadline);
            if (message == null) {
                throw new IOException(what + " did not come within " + limit.toMillis() + " ms");
            }
            if (wanted.test(message)) {
                return message;
            }
            unclaimed.add(message);
            if (unclaimed.size() > KEPT) {
                unclaimed.remove();
            }
        }
    }

    private @Nullable Map<String, String> read(long deadline) throws IOException {
        while (true) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return null;
            }
            socket.setSoTimeout((int) left);
            String line;
            try {
                line = in.readLine();
            } catch (SocketTimeoutException e) {
                return null;
            }
            if (line == null) {
                throw new IOException("Asterisk closed the connection");
            }
            if (line.isEmpty()) {
                Map<String, String> message = partial;
                partial = new LinkedHashMap<>();
                return message;
            }
            int colon = line.indexOf(':');
            if (colon > 0) {
                partial.put(line.substring(0, colon), line.substring(colon + 1).strip());
            }
        }
    }

    /** The value of a channel's variable, or of a global one when {@code channel} is empty. */
    public String variable(String channel, String name) throws IOException {
        Map<String, String> answer = channel.isEmpty()
                ? act("Getvar", "Variable", name)
                : act("Getvar", "Channel", channel, "Variable", name);
        return Objects.requireNonNullElse(answer.get("Value"), "");
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
