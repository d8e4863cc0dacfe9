package org.cordboard.asterisk;

import java.util.regex.Pattern;

/**
 * The notes that the dialplan's hangup handler writes into AstDB, one for each leg that ended. They are for a server that was away; one
 * whose hang-up was heard is removed, so that the database does not grow.
 */
final class EndNotes {

    private static final Pattern UNIQUE_ID = Pattern.compile("[A-Za-z0-9._-]{1,150}");

    private final Workings w;

    EndNotes(Workings workings) {
        this.w = workings;
    }

    /** Setvar of the function, because the action DBDel needs the privilege {@code system}. */
    void remove(Leg leg) {
        String id = leg.id.value();
        if (!UNIQUE_ID.matcher(id).matches()) {
            // The id would become part of a dialplan expression.
            w.counts().add("(note of a strange unique id kept)");
            return;
        }
        w.sendUnwatched(AmiAction.named("Setvar")
                .with("Variable", "DB_DELETE(cordboard-ended/" + id + ")")
                .with("Value", "1"));
    }
}
