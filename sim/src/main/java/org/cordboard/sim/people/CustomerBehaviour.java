package org.cordboard.sim.people;

import java.util.Objects;

/**
 * How a customer behaves on the telephone.
 *
 * @param patience how long they stay without talking to anybody, from the start of the call
 * @param talk how long after an agent's first word they hang up; {@link Sample.Never}: the agent has to
 * @param hangsUpEarly the chance that they hang up while they still hear prompts
 * @param keys what is pressed in answer to the first prompts, a group of keys for each, separated by spaces; empty for none
 * @param keyAfter from a prompt's beginning to the first key of its group; the others follow quickly
 * @param told what they do when they are told how long they will wait
 */
public record CustomerBehaviour(
        Sample patience,
        Sample talk,
        double hangsUpEarly,
        String keys,
        Sample keyAfter,
        KeyHabit habit,
        ToldWait told) {

    public CustomerBehaviour {
        Objects.requireNonNull(patience);
        Objects.requireNonNull(talk);
        if (hangsUpEarly < 0 || hangsUpEarly > 1) {
            throw new IllegalArgumentException("hangsUpEarly must be between 0 and 1: " + hangsUpEarly);
        }
    }

    /** Listens to menus, and takes no notice of announcements. */
    public CustomerBehaviour(Sample patience, Sample talk, double hangsUpEarly, String keys, Sample keyAfter) {
        this(patience, talk, hangsUpEarly, keys, keyAfter, KeyHabit.LISTENS, ToldWait.IGNORED);
    }

    /** Waits for ever, talks this long, presses nothing. */
    public static CustomerBehaviour patient(long talkMillis) {
        return new CustomerBehaviour(new Sample.Never(), new Sample.Fixed(talkMillis), 0, "", new Sample.Fixed(1_000));
    }

    /** Waits this long and hangs up unless somebody talks to them. */
    public static CustomerBehaviour waiting(long patienceMillis, long talkMillis) {
        return new CustomerBehaviour(
                new Sample.Fixed(patienceMillis), new Sample.Fixed(talkMillis), 0, "", new Sample.Fixed(1_000));
    }

    public CustomerBehaviour withKeys(String pressed) {
        return new CustomerBehaviour(patience, talk, hangsUpEarly, pressed, keyAfter, habit, told);
    }

    public CustomerBehaviour withHabit(KeyHabit other) {
        return new CustomerBehaviour(patience, talk, hangsUpEarly, keys, keyAfter, other, told);
    }

    public CustomerBehaviour withToldWait(ToldWait other) {
        return new CustomerBehaviour(patience, talk, hangsUpEarly, keys, keyAfter, habit, other);
    }
}
