package org.cordboard.sim.torture;

/** What is promised, and tried under torture. */
public enum Promise {
    P1("a restart loses nothing"),
    P2("nobody is stuck"),
    P3("one agent for a caller, one caller for an agent"),
    P4("nobody is overtaken beyond the bound"),
    P6("the same inputs give the same decisions"),
    P8("a command is done once"),
    P9("a lost link is noticed in 5 s and reconciled"),
    P11("nothing is dropped silently"),
    P12("one ledger");

    private final String words;

    Promise(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
