package org.cordboard.cti.journal;

import java.util.function.Function;

/**
 * One step from an old version of a journaled record to a newer one.
 *
 * <p>When the components of a record change, its {@link Journaled} name gets the next version, and the old components live on
 * as a record of their own that bears the old name, is part of no sealed interface and is only ever read:
 *
 * <pre>{@code
 * @Journaled("call.arrived/1")
 * record CallArrived1(CallId call, LegId leg) {}
 *
 * new Upcaster<>(CallArrived1.class, CallArrived.class, old -> new CallArrived(old.call(), old.leg(), PbxId.FIRST))
 * }</pre>
 *
 * <p>Steps are chained: {@code next} may be an old version that has an upcaster itself.
 *
 * @param old the record with the components and the name of the old version
 * @param next what the step makes of it
 * @param step a function of its argument alone, since replays must agree
 */
public record Upcaster<O extends Record, N extends Record>(Class<O> old, Class<N> next, Function<O, N> step) {

    Object apply(Object value) {
        return step.apply(old.cast(value));
    }
}
