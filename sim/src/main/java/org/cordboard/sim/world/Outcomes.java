package org.cordboard.sim.world;

import java.util.Optional;
import org.cordboard.cti.port.RequestOutcome;
import org.cordboard.cti.port.RequestOutcome.Reason;

/** What the world says to an order, in the words of the {@link org.cordboard.cti.port.Pbx} port. */
final class Outcomes {

    private Outcomes() {}

    static RequestOutcome of(Optional<Refused> obstacle) {
        return obstacle.map(refused -> failed(
                        switch (refused.kind()) {
                            case NO_SUCH_CHANNEL -> Reason.NO_SUCH_LEG;
                            case NOT_NOW -> Reason.REFUSED;
                        },
                        refused.message()))
                .orElseGet(RequestOutcome.Done::new);
    }

    static RequestOutcome failed(Reason reason, String detail) {
        return new RequestOutcome.Failed(reason, detail);
    }

    static RequestOutcome legEnded() {
        return failed(Reason.NO_SUCH_LEG, "the leg has ended");
    }
}
