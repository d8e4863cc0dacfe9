package org.cordboard.cti.engine;

/**
 * Something that must hold does not: a mistake in the engine, never a fault of the caller or the PBX. The engine must not go
 * on; it is rebuilt from its journal.
 */
public final class EngineFault extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    public EngineFault(String message) {
        super(message);
    }
}
