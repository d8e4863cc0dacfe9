package org.cordboard.sim.torture;

import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.cordboard.cti.port.Pbx;
import org.cordboard.cti.port.PbxEvent;
import org.cordboard.cti.port.PbxId;
import org.cordboard.sim.people.Draws;

/** A server's adapter to the PBX, for as long as the server's process lives: connects by itself, and again when the link is lost. */
public interface AmiClient extends Pbx {

    void start();

    /** The process is gone, and its sockets with it. */
    void kill();

    /** Legs it believes to exist. */
    int legs();

    /** Requests it has not answered yet. */
    int outstanding();

    /** Oddities it has counted, by name. */
    Map<String, Long> counts();

    /** The last frames, for the report of a failure. */
    String evidence();

    /** Makes adapters; the simulator knows none itself. */
    interface Factory {

        /**
         * @param run names this life of the server
         * @param wallMillis the server's wall clock
         */
        AmiClient make(
                AmiNetwork network,
                PbxId pbx,
                String run,
                LongSupplier wallMillis,
                Draws draws,
                Consumer<PbxEvent> events);
    }
}
