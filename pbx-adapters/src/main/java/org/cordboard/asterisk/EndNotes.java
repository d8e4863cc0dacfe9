package org.cordboard.asterisk;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cordboard.cti.call.LegId;
import org.cordboard.cti.port.Cause;
import org.cordboard.cti.port.PbxEvent.EndNoted;

/**
 * The notes that the dialplan's hangup handler writes into AstDB, one for each leg that ended: {@code <epoch>:<cause>}. They are for a
 * server that was away, which reads them when the link comes up. One whose hang-up was heard is removed at once, one that was read
 * some seconds later, when the journal has it for sure; so the database does not grow.
 */
final class EndNotes {

    /** Notes taken at a time; the others are left for the next time. */
    static final int MAX = 10_000;

    /** From reading the notes to the first removal. */
    static final long KEPT_MILLIS = 10_000;

    /** So many are removed in a second, so that calls do not wait behind them. */
    static final int REMOVED_AT_ONCE = 100;

    private static final String FAMILY = "cordboard-ended";
    private static final String PREFIX = "/" + FAMILY + "/";
    private static final long STEP_MILLIS = 1_000;
    private static final Pattern UNIQUE_ID = Pattern.compile("[A-Za-z0-9._-]{1,150}");
    private static final Pattern NOTE = Pattern.compile("([0-9]{1,12}):([0-9]{0,3})");

    /** @param millis the middle of the second that was noted, by the PBX's clock */
    private record Note(Cause cause, long millis) {}

    private final Workings w;
    private final Map<String, Note> notes = new LinkedHashMap<>();
    private final ArrayDeque<String> read = new ArrayDeque<>();
    private String actionId = "";
    private boolean complete;

    EndNotes(Workings workings) {
        this.w = workings;
    }

    /** Asks for all notes. They must be older than a list of channels that is asked for before: who is in neither has no note. */
    void ask() {
        notes.clear();
        read.clear();
        complete = false;
        AmiAction action = AmiAction.named("DBGetTree").with("Family", FAMILY);
        actionId = w.actions().send(action, (response, later) -> {
            if (!response.succeeded()) {
                w.counts().add("(error of DBGetTree)");
                complete = true;
            }
        });
    }

    /** Does without what has not come yet. */
    void goWithout() {
        if (!complete) {
            w.counts().add("(notes of ended legs did not come)");
            complete = true;
        }
    }

    boolean complete() {
        return complete;
    }

    /** Takes an event; returns false when it is none of ours. */
    boolean take(AmiMessage event) {
        if (!event.actionId().equals(actionId)) {
            return false;
        }
        if (event.event().equals("DBGetTreeComplete")) {
            complete = true;
        } else if (event.event().equals("DBGetTreeResponse")) {
            note(event.text("Key"), event.text("Val"));
        }
        return true;
    }

    private void note(String key, String value) {
        Matcher note = NOTE.matcher(value);
        if (!key.startsWith(PREFIX) || notes.size() >= MAX) {
            w.counts().add("(note left in AstDB)");
            return;
        }
        String id = key.substring(PREFIX.length());
        if (note.matches()) {
            int cause = note.group(2).isEmpty() ? 0 : Integer.parseInt(note.group(2));
            notes.put(id, new Note(CauseTable.of(cause), Long.parseLong(note.group(1)) * 1_000 + 500));
        } else {
            w.counts().add("(note of an end that cannot be read)");
            read.add(id);
        }
    }

    /**
     * The ends that were noted of legs that are gone. The notes are removed later.
     *
     * @param pbxMillis the PBX's clock now
     */
    List<EndNoted> taken(long pbxMillis, long at) {
        List<EndNoted> ended = new ArrayList<>();
        notes.forEach((id, note) -> {
            if (w.ledger().find(id) == null) {
                ended.add(new EndNoted(new LegId(id), note.cause(), Math.max(0, pbxMillis - note.millis())));
                read.add(id);
            }
        });
        notes.clear();
        removeLater(at + KEPT_MILLIS);
        return ended;
    }

    private void removeLater(long due) {
        if (!read.isEmpty()) {
            w.timers().set(due, at -> {
                for (int i = 0; i < REMOVED_AT_ONCE && !read.isEmpty(); i++) {
                    remove(read.remove());
                }
                removeLater(at + STEP_MILLIS);
            });
        }
    }

    void remove(Leg leg) {
        remove(leg.id.value());
    }

    /** Setvar of the function, because the action DBDel needs the privilege {@code system}. */
    private void remove(String id) {
        if (!UNIQUE_ID.matcher(id).matches()) {
            // The id would become part of a dialplan expression.
            w.counts().add("(note of a strange unique id kept)");
            return;
        }
        w.sendUnwatched(AmiAction.named("Setvar")
                .with("Variable", "DB_DELETE(" + FAMILY + "/" + id + ")")
                .with("Value", "1"));
    }
}
