package org.cordboard.sim.time;

/** Something scheduled that can be called off. Calling off what has run, or twice, does nothing. */
@FunctionalInterface
public interface Cancellable {

    void cancel();
}
