package org.cordboard.system.asterisk;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The audio side of a SIPp party: counts the RTP packets that arrive (20 ms of sound each), tells voices and keys among them, speaks,
 * and sends key presses as RFC 4733 events. One reader thread, and one that speaks when asked to; {@link #close} ends both.
 */
final class AudioEar implements AutoCloseable {

    private static final int PAYLOAD_EVENT = 101;
    private static final int SAMPLES_PER_PACKET = 160;
    private static final int PACKETS_PER_KEY = 5;
    private static final int KEY_SSRC = 0x0c0ffee0;
    private static final int VOICE_SSRC = 0x0c0ffee1;
    private static final int HEADER = 12;
    private static final String KEYS = "0123456789*#ABCD";
    /** What was heard so long ago is not heard now. */
    private static final long NOW_NANOS = 200_000_000;

    private final DatagramSocket socket;
    private final AtomicInteger packets = new AtomicInteger();
    private final List<String> keys = new CopyOnWriteArrayList<>();
    private volatile @Nullable SocketAddress speaker;
    private volatile long voiceAt = System.nanoTime() - NOW_NANOS;
    private volatile boolean speaking;
    private volatile boolean closed;
    private int keyTime = -1;
    private int sequence = 1;
    private int timestamp;

    AudioEar() throws IOException {
        socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), Ports.udp()));
        Thread reader = new Thread(this::read, "audio-ear-" + port());
        reader.setDaemon(true);
        reader.start();
    }

    int port() {
        return socket.getLocalPort();
    }

    int packets() {
        return packets.get();
    }

    /**
     * Presses keys, 100 ms each with 60 ms between them, towards whoever is heard; blocks while it does.
     *
     * @throws IllegalStateException if nothing has been heard yet: then the other side's address is unknown
     */
    synchronized void press(String keys) throws IOException {
        SocketAddress to = speaker;
        if (to == null) {
            throw new IllegalStateException("no audio was heard yet, so there is nobody to send keys to");
        }
        for (int k = 0; k < keys.length(); k++) {
            int event = KEYS.indexOf(keys.charAt(k));
            if (event < 0) {
                throw new IllegalArgumentException("not a key: " + keys.charAt(k));
            }
            timestamp += SAMPLES_PER_PACKET * 10;
            for (int i = 1; i <= PACKETS_PER_KEY; i++) {
                send(to, event, false, i * SAMPLES_PER_PACKET, i == 1);
                pause(20);
            }
            // The end is sent three times, as the RFC asks, because a lost one leaves the key pressed.
            for (int i = 0; i < 3; i++) {
                send(to, event, true, PACKETS_PER_KEY * SAMPLES_PER_PACKET, false);
            }
            pause(60);
        }
    }

    private void send(SocketAddress to, int event, boolean end, int duration, boolean first) throws IOException {
        byte[] packet = ByteBuffer.allocate(16)
                .put((byte) 0x80)
                .put((byte) (PAYLOAD_EVENT | (first ? 0x80 : 0)))
                .putShort((short) sequence++)
                .putInt(timestamp)
                .putInt(KEY_SSRC)
                .put((byte) event)
                .put((byte) ((end ? 0x80 : 0) | 10))
                .putShort((short) duration)
                .array();
        socket.send(new DatagramPacket(packet, packet.length, to));
    }

    private void read() {
        DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
        while (true) {
            try {
                socket.receive(packet);
            } catch (SocketException closed) {
                return;
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            speaker = packet.getSocketAddress();
            packets.incrementAndGet();
            hear(packet.getData(), packet.getLength());
        }
    }

    private void hear(byte[] data, int length) {
        int payload = data[1] & 0x7f;
        if (payload == PAYLOAD_EVENT && length >= HEADER + 4) {
            int time = ByteBuffer.wrap(data).getInt(4);
            boolean end = (data[HEADER + 1] & 0x80) != 0;
            if (end && time != keyTime) {
                keyTime = time;
                keys.add(String.valueOf(KEYS.charAt(data[HEADER] & 0xf)));
            }
        } else if (payload == 0 && Voice.isIn(data, HEADER, length)) {
            voiceAt = System.nanoTime();
        }
    }

    /** Whether somebody is heard to speak just now. */
    boolean hearsVoice() {
        return System.nanoTime() - voiceAt < NOW_NANOS;
    }

    /** The keys that were heard so far. */
    String keysHeard() {
        return String.join("", keys);
    }

    /** Speaks from now on, to whoever is heard. */
    synchronized void speak() {
        if (!speaking) {
            speaking = true;
            Thread voice = new Thread(this::speakOn, "audio-voice-" + port());
            voice.setDaemon(true);
            voice.start();
        }
    }

    private void speakOn() {
        short number = 0;
        int time = 0;
        while (!closed) {
            SocketAddress to = speaker;
            byte[] packet = ByteBuffer.allocate(HEADER + SAMPLES_PER_PACKET)
                    .put((byte) 0x80)
                    .put((byte) 0)
                    .putShort(number++)
                    .putInt(time += SAMPLES_PER_PACKET)
                    .putInt(VOICE_SSRC)
                    .put(Voice.SOUND)
                    .array();
            try {
                if (to != null) {
                    socket.send(new DatagramPacket(packet, packet.length, to));
                }
            } catch (IOException closing) {
                return;
            }
            pause(20);
        }
    }

    private static void pause(int millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed = true;
        socket.close();
    }
}
