package org.cordboard.sim.torture;

import org.cordboard.cti.engine.Decision;
import org.cordboard.cti.engine.Engine;
import org.cordboard.cti.engine.Input;
import org.cordboard.cti.journal.JournalEntry;

/** Told what becomes of the server. */
interface ServerWatch {

    /** The engine has decided; nobody outside knows of it yet. */
    default void decided(Engine engine, Input input, Decision decision) {}

    /** An entry is durable, and the outside may know of it. */
    default void shown(JournalEntry entry) {}

    default void killed() {}

    /** The server runs again, and has not decided anything yet. */
    default void replayed(Engine engine) {}

    /** What a restart means has been told to the engine. */
    default void started(Engine engine) {}
}
