package org.cordboard.sim.world;

/** A telephone registered at the PBX. */
final class Phone {
    final String station;
    PhoneRobot robot;
    int calls;
    boolean registered = true;

    Phone(String station, PhoneRobot robot) {
        this.station = station;
        this.robot = robot;
    }
}
