package org.cordboard.system;

import org.cordboard.cti.engine.Input;
import org.cordboard.cti.journal.JournalEntry;
import org.cordboard.server.journal.JournalFollower;
import org.cordboard.server.kill.Recollection;

/** The last entries of a journal, by the names of their input and events. */
final class JournalTail implements JournalFollower {

    private final Recollection last = new Recollection("journal, last entries", 30);

    @Override
    public void follow(JournalEntry entry, boolean replayed) {
        StringBuilder line =
                new StringBuilder().append(entry.position()).append(' ').append(entry.at());
        line.append(replayed ? " (replayed) " : " ").append(name(entry.input())).append(" ->");
        entry.events().forEach(event -> line.append(' ').append(event.getClass().getSimpleName()));
        last.add(line.toString());
    }

    private static String name(Input input) {
        return switch (input) {
            case Input.PbxReported in -> in.event().toString();
            case Input.AgentCommanded in -> in.agent() + " " + in.what();
            case Input.TimerFired in -> "timer " + in.timer();
            default -> input.getClass().getSimpleName();
        };
    }

    @Override
    public String toString() {
        return last.toString();
    }
}
