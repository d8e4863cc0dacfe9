package org.cordboard.cti.notice;

import java.util.ArrayList;
import java.util.List;
import org.cordboard.cti.engine.Deciding;
import org.cordboard.cti.engine.Event;
import org.cordboard.cti.engine.Feature;
import org.cordboard.cti.engine.Refusal;
import org.cordboard.cti.engine.Reply;
import org.cordboard.cti.engine.SupervisorCommand;
import org.cordboard.cti.journal.Journaled;

/** What supervisors have told agents and still holds: how much of it there may be, and how fast it may come. */
public final class Notices implements Feature {

    /** Notices that hold at a time. */
    public static final int MOST = 100;
    /** Notices of one supervisor within a minute. */
    public static final int MOST_A_MINUTE = 5;

    private static final long MINUTE = 60_000;

    /** Those that hold, and those of the last minute; the oldest first. */
    private final List<NoticeEvent.NoticeGiven> given = new ArrayList<>();

    public Reply give(String by, SupervisorCommand.GiveNotice command, Deciding out) {
        long now = out.at();
        long hold = given.stream().filter(notice -> notice.until() > now).count();
        long own = given.stream()
                .filter(notice -> notice.by().equals(by) && notice.at() > now - MINUTE)
                .count();
        if (hold >= MOST || own >= MOST_A_MINUTE) {
            return new Reply.Refused(
                    Refusal.TOO_MANY_NOTICES,
                    hold >= MOST
                            ? MOST + " notices hold already. Wait until one of them is over."
                            : "You have given " + MOST_A_MINUTE + " notices within a minute. Wait a little.");
        }
        out.fact(new NoticeEvent.NoticeGiven(
                out.nextId(),
                by,
                command.text(),
                command.to(),
                now,
                now + command.holds().toMillis()));
        return new Reply.Ok();
    }

    @Override
    public void apply(Event event, long at) {
        if (event instanceof NoticeEvent.NoticeGiven e) {
            given.removeIf(old -> old.until() <= at && old.at() <= at - MINUTE);
            given.add(e);
        }
    }

    @Journaled("state.notices/1")
    record State(List<NoticeEvent.NoticeGiven> given) {}

    @Override
    public Record state() {
        return new State(List.copyOf(given));
    }

    @Override
    public void restore(Record state) {
        given.addAll(((State) state).given());
    }
}
