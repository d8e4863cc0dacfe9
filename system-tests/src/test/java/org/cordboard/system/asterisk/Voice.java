package org.cordboard.system.asterisk;

/** A voice in ITU-T G.711 µ-law: a tone of 500 Hz. Anything that is not almost silent counts as one. */
final class Voice {

    private static final int PERIOD = 16;
    private static final int AMPLITUDE = 8_000;
    private static final int BIAS = 0x84;

    /** 20 ms of it. */
    static final byte[] SOUND = sound();

    private Voice() {}

    private static byte[] sound() {
        byte[] sound = new byte[160];
        for (int i = 0; i < sound.length; i++) {
            sound[i] = encoded((int) (AMPLITUDE * Math.sin(2 * Math.PI * i / PERIOD)));
        }
        return sound;
    }

    private static byte encoded(int sample) {
        int size = Math.abs(sample) + BIAS;
        int exponent = 31 - Integer.numberOfLeadingZeros(size) - 7;
        int mantissa = size >> (exponent + 3) & 0xf;
        return (byte) ~((sample < 0 ? 0x80 : 0) | exponent << 4 | mantissa);
    }

    /** Whether a quarter of the samples are loud, some 900 of 32,000 or more. */
    static boolean isIn(byte[] data, int from, int to) {
        int loud = 0;
        for (int i = from; i < to; i++) {
            loud += (~data[i] >> 4 & 7) >= 3 ? 1 : 0;
        }
        return loud * 4 >= to - from && to > from;
    }
}
