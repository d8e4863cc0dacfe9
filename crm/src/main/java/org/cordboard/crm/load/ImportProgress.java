package org.cordboard.crm.load;

/**
 * How far an import has come.
 *
 * @param bytes read so far
 * @param ofBytes of the whole file
 * @param rows read so far, faulty ones included
 * @param faulty rows left out so far
 */
public record ImportProgress(long bytes, long ofBytes, int rows, int faulty) {

    public int percent() {
        return ofBytes == 0 ? 100 : (int) Math.min(100, bytes * 100 / ofBytes);
    }
}
