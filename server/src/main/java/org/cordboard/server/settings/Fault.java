package org.cordboard.server.settings;

/**
 * One thing wrong with the settings.
 *
 * @param file the file as the reader was told of it
 * @param line counted from 1; 0 when the fault concerns the file as a whole
 * @param column counted from 1; 0 when the fault concerns the file as a whole
 * @param path the key, such as {@code queues[0].ringTimeout}; empty at the top of a file
 * @param problem what is wrong
 * @param advice what would be right
 */
public record Fault(String file, int line, int column, String path, String problem, String advice) {

    /** Two lines in the manner of a compiler: where and what, then the remedy. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(file);
        if (line > 0) {
            text.append(':').append(line).append(':').append(column);
        }
        text.append(": ");
        if (!path.isEmpty()) {
            text.append(path).append(": ");
        }
        return text.append(problem).append("\n    ").append(advice).toString();
    }
}
