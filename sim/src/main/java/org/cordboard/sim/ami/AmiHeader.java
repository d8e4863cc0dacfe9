package org.cordboard.sim.ami;

/** One line of an AMI message. */
record AmiHeader(String name, String value) {

    @Override
    public String toString() {
        return name + ": " + value;
    }
}
