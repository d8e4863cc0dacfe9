package org.cordboard.system.asterisk;

import java.io.Closeable;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports that are free now. They are taken from a range the system never hands out by itself, so that a port can be written
 * into a configuration and bound later; drawn at random, so that tests side by side rarely want the same one.
 */
final class Ports {

    private static final int FIRST = 10_000;
    private static final int PAST_LAST = 20_000;
    private static final int FIRST_MEDIA = 30_000;
    private static final int PAST_LAST_MEDIA = 32_760;
    private static final int ATTEMPTS = 200;

    private Ports() {}

    static int tcp() throws IOException {
        return free(port -> new ServerSocket(port, 1, InetAddress.getLoopbackAddress()));
    }

    static int udp() throws IOException {
        return free(port -> new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
    }

    /** The first of four in a row, in a range where nobody else of ours looks: SIPp takes the third too. */
    static int media() throws IOException {
        return free(FIRST_MEDIA, PAST_LAST_MEDIA, 4, port -> {
            new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)).close();
            return new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), port + 2));
        });
    }

    private static int free(Binding binding) throws IOException {
        return free(FIRST, PAST_LAST, 1, binding);
    }

    private static int free(int first, int pastLast, int step, Binding binding) throws IOException {
        BindException last = new BindException();
        for (int i = 0; i < ATTEMPTS; i++) {
            int port = first + step * ThreadLocalRandom.current().nextInt((pastLast - first) / step);
            try {
                binding.bind(port).close();
                return port;
            } catch (BindException taken) {
                last = taken;
            }
        }
        throw new IOException("no free port found in " + first + ".." + (pastLast - 1), last);
    }

    private interface Binding {
        Closeable bind(int port) throws IOException;
    }
}
