package org.cordboard.server.kill;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.cordboard.server.login.PasswordHash;

/** The settings of a site with one hotline, one queue and many agents, in files as a user writes them. */
public final class RestartSite {

    static final String TRUNK = "carrier";
    public static final String HOTLINE = "4008001000";
    /** Among the sounds Asterisk comes with, and less than a second long. */
    static final String WELCOME = "hello";
    /** Likewise; long. The key 1 leads to the queue. */
    static final String MENU = "demo-congrats";

    static final String SUPERVISOR = "boss";
    static final Duration DIAMOND_HEAD_START = Duration.ofSeconds(60);
    public static final Duration RING_TIMEOUT = Duration.ofSeconds(60);

    private static final int CUSTOMERS = 10_000;
    private static final int DIAMOND_EVERY = 10;

    /** The PBX, on loopback. */
    public record Pbx(int amiPort, String user, String secret) {

        @Override
        public String toString() {
            return "Pbx[" + amiPort + "]";
        }
    }

    private RestartSite() {}

    /** A port that is free now. */
    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String agent(int i) {
        return "a" + i;
    }

    public static String station(int i) {
        return String.valueOf(1_001 + i);
    }

    /** The number of the n-th caller. */
    public static String customer(int n) {
        return String.format(Locale.ROOT, "139%08d", n);
    }

    public static boolean isDiamond(int n) {
        return n < CUSTOMERS && n % DIAMOND_EVERY == 0;
    }

    private static String tree() {
        return """
            entry: welcome

            nodes:
              welcome:
                type: play
                prompts: [%s]
                next: who-calls
              who-calls:
                type: identify
                known: choose
                unknown: choose
              choose:
                type: menu
                prompts: [%s]
                choices: {1: wait}
                tries: 9
                otherwise: end
              wait:
                type: queue
                queue: service
                onTimeout: end
                onNoAgents: end
              end:
                type: hangUp
            """.formatted(WELCOME, MENU);
    }

    /**
     * Writes settings, tree and customers; returns the settings file.
     *
     * @param folder for these, and for the server's data
     * @param port of the server
     * @param password of every agent
     */
    public static Path write(Path folder, int agents, int port, Pbx pbx, String password) {
        String hash = PasswordHash.of(password.toCharArray());
        StringBuilder stations = new StringBuilder();
        StringBuilder users = new StringBuilder("  - {login: " + SUPERVISOR
                + ", name: Supervisor, role: supervisor, passwordHash: \"" + hash + "\"}\n");
        for (int i = 0; i < agents; i++) {
            stations.append("  - {id: ").append(station(i)).append(", pbx: pbx}\n");
            users.append("  - {login: ")
                    .append(agent(i))
                    .append(", name: Agent ")
                    .append(i)
                    .append(", queues: [service], passwordHash: \"")
                    .append(hash)
                    .append("\"}\n");
        }
        String settings = """
                site: {id: restart, region: CN}
                listen: {host: 127.0.0.1, port: %d}
                dataDirectory: %s
                pbxs:
                  - {id: pbx, host: 127.0.0.1, port: %d, user: %s, secret: "%s"}
                trunks:
                  - {id: %s, pbx: pbx}
                stations:
                %squeues:
                  - {id: service, name: Service, headStarts: {diamond: %ds}, ringTimeout: %ds, maxWait: 1h}
                hotlines:
                  - {number: %s, name: Hotline, tree: hotline.yaml}
                users:
                %scustomers: {file: customers.csv}
                limits: {connectionGrace: 2m}
                """.formatted(
                        port,
                        folder.resolve("data").toAbsolutePath(),
                        pbx.amiPort(),
                        pbx.user(),
                        pbx.secret(),
                        TRUNK,
                        stations,
                        DIAMOND_HEAD_START.toSeconds(),
                        RING_TIMEOUT.toSeconds(),
                        HOTLINE,
                        users);
        StringBuilder customers = new StringBuilder("id,name,tier,target,numbers\n");
        for (int n = 0; n < CUSTOMERS; n += DIAMOND_EVERY) {
            customers
                    .append("c")
                    .append(n)
                    .append(",Customer ")
                    .append(n)
                    .append(",diamond,true,")
                    .append(customer(n))
                    .append('\n');
        }
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("hotline.yaml"), tree());
            Files.writeString(folder.resolve("customers.csv"), customers);
            return Files.writeString(folder.resolve("site.yaml"), settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
