package org.cordboard.server.journal;

import java.util.zip.CRC32C;

/** The checksum of headers and snapshots: CRC-32C. */
public final class Checksum {

    private Checksum() {}

    /** Of the first bytes. */
    public static int of(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }
}
