package org.cordboard.server.kill;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last lines of something long, for the report of a failure. For any thread. */
public final class Recollection {

    private final String title;
    private final int most;
    private final Deque<String> lines = new ArrayDeque<>();

    /** @param most how many lines are kept; older ones are dropped */
    public Recollection(String title, int most) {
        this.title = title;
        this.most = most;
    }

    public synchronized void add(String line) {
        lines.addLast(line);
        if (lines.size() > most) {
            lines.removeFirst();
        }
    }

    public synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public synchronized String toString() {
        return title + ":\n  " + String.join("\n  ", lines) + "\n";
    }
}
