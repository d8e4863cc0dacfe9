package org.cordboard.cti.journal;

/**
 * Writes and reads the values of one Java type. What is written takes at least one byte, so that a count of values can be
 * held against the bytes that remain before anything is allocated.
 */
interface ValueCodec {

    void write(Object value, ByteSink out);

    Object read(ByteSource in);
}
