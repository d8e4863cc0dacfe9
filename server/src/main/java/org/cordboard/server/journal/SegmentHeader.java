package org.cordboard.server.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.cordboard.cti.engine.SiteId;
import org.cordboard.cti.journal.JournalFailedException;
import org.jspecify.annotations.Nullable;

/**
 * The beginning of a segment: {@code "CBJOURNL", format u32, first position u64, code hash u64, length of site u16, site,
 * crc32c u32} over all before it, big-endian.
 *
 * @param first position of the first entry, also the file's name
 * @param codeHash the build that began the segment
 */
record SegmentHeader(SiteId site, long first, long codeHash) {

    private static final byte[] MAGIC = "CBJOURNL".getBytes(StandardCharsets.US_ASCII);
    private static final int FORMAT = 1;
    private static final int FIXED = 8 + 4 + 8 + 8 + 2;
    private static final int CRC = 4;
    private static final int LONGEST_SITE = 1024;

    ByteBuffer encode() {
        byte[] name = site.value().getBytes(StandardCharsets.UTF_8);
        if (name.length > LONGEST_SITE) {
            throw new IllegalArgumentException("the site's name takes more than " + LONGEST_SITE + " bytes");
        }
        ByteBuffer header = ByteBuffer.allocate(FIXED + name.length + CRC);
        header.put(MAGIC).putInt(FORMAT).putLong(first).putLong(codeHash);
        header.putShort((short) name.length).put(name);
        header.putInt(Checksum.of(header.array(), header.position()));
        return header.flip();
    }

    int size() {
        return FIXED + site.value().getBytes(StandardCharsets.UTF_8).length + CRC;
    }

    /** The header of a file; null when the file ends within it, as after a crash while it was being written. */
    static @Nullable SegmentHeader read(Path file, FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(FIXED + LONGEST_SITE + CRC);
        int read = 0;
        while (bytes.hasRemaining() && read >= 0) {
            read = channel.read(bytes, bytes.position());
        }
        bytes.flip();
        if (bytes.remaining() < FIXED) {
            return null;
        }
        for (byte expected : MAGIC) {
            if (bytes.get() != expected) {
                throw new JournalDamagedException(file, 0, "it is no journal segment");
            }
        }
        int format = bytes.getInt();
        if (format != FORMAT) {
            throw new JournalFailedException(
                    file + " is of format " + format + ", and this program reads format " + FORMAT, null);
        }
        long first = bytes.getLong();
        long codeHash = bytes.getLong();
        int length = bytes.getShort();
        if (length <= 0 || length > LONGEST_SITE) {
            throw new JournalDamagedException(file, 0, "its header is garbled");
        }
        if (bytes.remaining() < length + CRC) {
            return null;
        }
        String site = new String(bytes.array(), FIXED, length, StandardCharsets.UTF_8);
        if (bytes.getInt(FIXED + length) != Checksum.of(bytes.array(), FIXED + length)) {
            throw new JournalDamagedException(file, 0, "its header is garbled");
        }
        return new SegmentHeader(new SiteId(site), first, codeHash);
    }
}
