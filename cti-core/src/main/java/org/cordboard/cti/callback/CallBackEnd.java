package org.cordboard.cti.callback;

/** How a call-back came out in the end. */
public enum CallBackEnd {
    /** Customer and agent have talked. */
    REACHED,
    /** The customer did not answer any of the attempts. */
    NOT_REACHED,
    /** Its time was over before it was the customer's turn. */
    EXPIRED,
    /** The customer called again meanwhile and was answered, or the queue is no more. */
    NOT_NEEDED
}
