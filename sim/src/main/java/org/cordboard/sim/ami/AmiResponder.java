package org.cordboard.sim.ami;

/** What to answer to an action of a client that is logged in and allowed to send it. */
@FunctionalInterface
public interface AmiResponder {

    /** Answers now or later; an action never answered is how a client's time-out is tested. */
    void answer(AmiAction action, Answers answers);

    /** Takes frames to the client that sent the action. */
    interface Answers {

        /** Sends a response or a list's event; the action's id is added. */
        void send(AmiFrame frame);
    }
}
