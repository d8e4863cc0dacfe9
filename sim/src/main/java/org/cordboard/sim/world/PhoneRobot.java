package org.cordboard.sim.world;

/** The person (or machine) beside a telephone. */
@FunctionalInterface
public interface PhoneRobot {

    /** Asked once for each call that reaches the telephone, on the world's thread. */
    PhoneBehaviour onCall(String station);
}
