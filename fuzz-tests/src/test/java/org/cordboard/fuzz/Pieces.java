package org.cordboard.fuzz;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Bytes cut as a network might cut them; the same bytes are always cut in the same way. */
public final class Pieces {

    private Pieces() {}

    public static List<byte[]> of(byte[] bytes) {
        Random random = new Random(Arrays.hashCode(bytes));
        List<byte[]> pieces = new ArrayList<>();
        for (int from = 0; from < bytes.length; ) {
            int to = Math.min(bytes.length, from + 1 + random.nextInt(random.nextBoolean() ? 3 : 200));
            pieces.add(Arrays.copyOfRange(bytes, from, to));
            from = to;
        }
        return pieces;
    }
}
