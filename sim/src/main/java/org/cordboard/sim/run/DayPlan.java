package org.cordboard.sim.run;

/**
 * What happens on a simulated day.
 *
 * @param hours how long new calls come in; afterwards the day goes on until everybody is gone
 * @param agents how many agents work
 * @param calls how many calls come in
 * @param trouble whether people also do what they should not, stores fail, and the PBX link is cut
 */
public record DayPlan(double hours, int agents, int calls, boolean trouble) {

    /** Two hours, 20 agents, 500 calls, with everything that can go wrong. */
    public static final DayPlan TROUBLED = new DayPlan(2, 20, 500, true);

    /** Eight hours, 300 agents, 20,000 calls. */
    public static final DayPlan LARGE = new DayPlan(8, 300, 20_000, true);

    public DayPlan {
        if (hours <= 0 || agents < 1 || calls < 0) {
            throw new IllegalArgumentException("a day needs hours, agents and calls");
        }
    }

    long millis() {
        return (long) (hours * 3_600_000);
    }
}
