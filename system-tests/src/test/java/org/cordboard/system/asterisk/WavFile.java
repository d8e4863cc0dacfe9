package org.cordboard.system.asterisk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A recording of Asterisk: 16 bit, 8,000 samples a second, one channel. */
public final class WavFile {

    private static final int HEADER = 44;
    /** A quarter of a second. */
    private static final int WINDOW = 2_000;

    private static final int LOUD = 500;

    private WavFile() {}

    /**
     * Its stretches, and whether somebody is heard in each: true for a loud one, false for one that is perfectly silent. What is neither, such as the
     * window in which a stretch ends, does not count. Empty when there is no such file.
     */
    public static List<Boolean> heardIn(Path file) throws IOException {
        List<Boolean> stretches = new ArrayList<>();
        if (!Files.exists(file)) {
            return stretches;
        }
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        bytes.position(Math.min(HEADER, bytes.limit()));
        while (bytes.remaining() >= 2 * WINDOW) {
            int loudest = 0;
            int silent = 0;
            for (int i = 0; i < WINDOW; i++) {
                int sample = Math.abs(bytes.getShort());
                loudest = Math.max(loudest, sample);
                silent += sample == 0 ? 1 : 0;
            }
            boolean whole = silent == WINDOW || (loudest > LOUD && silent < WINDOW / 4);
            boolean heard = loudest > LOUD;
            if (whole && (stretches.isEmpty() || stretches.getLast() != heard)) {
                stretches.add(heard);
            }
        }
        return stretches;
    }
}
