package org.cordboard.sim.people;

import org.cordboard.sim.world.PhoneBehaviour;
import org.cordboard.sim.world.PhoneRobot;

/** Somebody in the public network who is dialled: is engaged at times, is not there, does not want to talk, or talks; and the network between fails. */
public final class OutsideParty implements PhoneRobot {

    private static final int USER_BUSY = 17;
    private static final int NO_CIRCUIT = 34;

    private final Draws draws;
    private final PhonePerson person;
    private final double engaged;
    private final double congested;

    /**
     * @param person what they do when their telephone rings
     * @param engaged the share of calls that find them engaged
     * @param congested the share of calls that do not get through to them
     */
    public OutsideParty(Draws draws, PhonePerson person, double engaged, double congested) {
        this.draws = draws;
        this.person = person;
        this.engaged = engaged;
        this.congested = congested;
    }

    @Override
    public PhoneBehaviour onCall(String station) {
        double luck = draws.unit();
        if (luck < engaged) {
            return new PhoneBehaviour.Rejects(USER_BUSY, 0);
        }
        return luck < engaged + congested ? new PhoneBehaviour.Rejects(NO_CIRCUIT, 0) : person.onCall(station);
    }
}
