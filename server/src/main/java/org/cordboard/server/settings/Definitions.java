package org.cordboard.server.settings;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The ids of one kind that the settings define, to find ids defined twice and names of things nobody defined. */
final class Definitions<I> {

    private final String what;
    private final Faults faults;
    private final Map<I, Place> places = new LinkedHashMap<>();
    private boolean incomplete;

    /** @param what the kind in a word, for messages */
    Definitions(String what, Faults faults) {
        this.what = what;
        this.faults = faults;
    }

    /** Notes an id. False, with a fault, when it stands already. */
    boolean define(I id, Place place) {
        Place earlier = places.putIfAbsent(id, place);
        if (earlier != null) {
            faults.add(
                    place,
                    what + " '" + id + "' is defined twice, first on line " + earlier.line(),
                    "give one of them another name");
        }
        return earlier == null;
    }

    /** An id could not be read, so a name that seems undefined may be that one; such faults would only confuse. */
    void defineUnreadable() {
        incomplete = true;
    }

    void require(I used, Place place) {
        if (!incomplete && !places.containsKey(used)) {
            List<String> known = places.keySet().stream().map(Object::toString).toList();
            faults.add(
                    place,
                    "no " + what + " '" + used + "' is defined",
                    Nearest.advice(used.toString(), known, "define it first"));
        }
    }
}
