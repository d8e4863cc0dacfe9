package org.cordboard.sim.people;

import java.util.OptionalLong;
import org.cordboard.sim.world.PhoneBehaviour;
import org.cordboard.sim.world.PhoneRobot;

/**
 * A person beside a telephone who mostly picks it up.
 *
 * @param answersAfter ringing time
 * @param leaves how long after the first word the telephone's side hangs up; {@link Sample.Never}: never by itself
 * @param missesOut the chance to let it ring
 * @param rejects the chance to reject the call at once
 */
public record PhonePerson(Draws draws, Sample answersAfter, Sample leaves, double missesOut, double rejects)
        implements PhoneRobot {

    private static final int CALL_REJECTED = 21;

    /** Always answers after about this long and never hangs up. */
    public static PhonePerson answering(Draws draws, Sample answersAfter) {
        return new PhonePerson(draws, answersAfter, new Sample.Never(), 0, 0);
    }

    @Override
    public PhoneBehaviour onCall(String station) {
        double luck = draws.unit();
        if (luck < missesOut) {
            return new PhoneBehaviour.NeverAnswers();
        }
        if (luck < missesOut + rejects) {
            return new PhoneBehaviour.Rejects(CALL_REJECTED, answersAfter.draw(draws));
        }
        OptionalLong hangsUp =
                leaves instanceof Sample.Never ? OptionalLong.empty() : OptionalLong.of(leaves.draw(draws));
        return new PhoneBehaviour.Answers(answersAfter.draw(draws), hangsUp);
    }
}
