package org.cordboard.server.listen;

/** A request is refused, and this is the reply. */
public final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient HttpReply reply;

    /** Without a stack trace: a refusal is no fault of the program. */
    public RefusedException(HttpReply reply) {
        super("refused with status " + reply.status(), null, false, false);
        this.reply = reply;
    }

    /** The request makes no sense. */
    public static RefusedException badRequest(String cause, String remedy) {
        return new RefusedException(HttpReply.refused(400, "BAD_REQUEST", cause, remedy));
    }

    public HttpReply reply() {
        return reply;
    }
}
