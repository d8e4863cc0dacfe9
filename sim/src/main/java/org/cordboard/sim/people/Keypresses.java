package org.cordboard.sim.people;

import java.util.ArrayList;
import java.util.List;

/** The keys one caller presses, prompt by prompt. */
final class Keypresses {

    /** A practised thumb. */
    private static final long BETWEEN_KEYS = 200;

    private static final long LEAST_SEARCH = 1_500;
    private static final long MOST_SEARCH = 3_500;

    /** No menu of ours has it. */
    private static final char WRONG = '8';

    /** @param atMillis after the prompt has begun */
    record Press(long atMillis, char key) {}

    private final List<String> groups;
    private final KeyHabit habit;
    private final Sample keyAfter;
    private final Draws draws;
    private int next;

    Keypresses(CustomerBehaviour behaviour, Draws draws) {
        this.groups = groups(behaviour.keys(), behaviour.habit());
        this.habit = behaviour.habit();
        this.keyAfter = behaviour.keyAfter();
        this.draws = draws;
    }

    private static List<String> groups(String keys, KeyHabit habit) {
        List<String> groups = keys.isEmpty() ? List.of() : List.of(keys.split(" ", -1));
        if (groups.isEmpty()) {
            return groups;
        }
        List<String> pressed = new ArrayList<>(groups);
        switch (habit) {
            case TYPES_AHEAD -> pressed = List.of(String.join("", groups));
            case MISDIALS -> pressed.set(0, WRONG + groups.getFirst().substring(1));
            case CORRECTS -> pressed.addFirst(String.valueOf(WRONG));
            case LISTENS, SLOW -> {}
        }
        return pressed;
    }

    /** What is pressed in answer to the prompt that begins now. */
    List<Press> atPrompt() {
        if (next >= groups.size()) {
            return List.of();
        }
        String group = groups.get(next++);
        List<Press> presses = new ArrayList<>();
        long at = keyAfter.draw(draws);
        for (int i = 0; i < group.length(); i++) {
            if (habit == KeyHabit.SLOW) {
                at += draws.between(LEAST_SEARCH, MOST_SEARCH);
            } else if (i > 0) {
                at += BETWEEN_KEYS;
            }
            presses.add(new Press(at, group.charAt(i)));
        }
        return presses;
    }
}
