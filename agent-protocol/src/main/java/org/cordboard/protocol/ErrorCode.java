package org.cordboard.protocol;

/**
 * Why a message or a command was turned down. The number in brackets is the HTTP status that comes nearest, for readers who
 * know those. The names are stable within a protocol version; new ones may be added, and {@link #INTERNAL} stands for one
 * that a client does not know.
 */
public enum ErrorCode {
    /** [400] The frame holds no JSON text. */
    MALFORMED_JSON,
    /** [400] The field {@code type} names no message. */
    UNKNOWN_TYPE,
    /** [400] A field that must be there is not. */
    MISSING_FIELD,
    /** [400] A field has the wrong type, length, range or word. */
    INVALID_FIELD,
    /** [400] The message has a field its type does not know. */
    UNKNOWN_FIELD,
    /** [400] An object has the same key twice. */
    DUPLICATE_KEY,
    /** [413] The frame is too large or nested too deeply, or a number has too many digits. */
    TOO_LARGE,
    /** [401] The token is missing, wrong or out of date. */
    NOT_AUTHENTICATED,
    /** [409] No session is open on this connection, or the one to resume is not known any more. */
    SESSION_NOT_OPEN,
    /** [409] A session is already open on this connection. */
    ALREADY_OPEN,
    /** [429] Commands come faster than they may. */
    TOO_MANY_COMMANDS,
    /** [503] The server has more to do than it can; nothing was done, try again. */
    BUSY,
    /** [404] No agent of this name works at the site. */
    UNKNOWN_AGENT,
    /** [404] No telephone of this name is known. */
    UNKNOWN_STATION,
    /** [409] Another agent sits at this telephone. */
    STATION_IN_USE,
    /** [409] The agent has no seat. */
    NOT_LOGGED_IN,
    /** [403] The sender has not the right to it. */
    FORBIDDEN,
    /** [409] The agent it was meant for has no seat. */
    AGENT_NOT_LOGGED_IN,
    /** [409] Another session of the same agent has taken the seat over. */
    SESSION_REPLACED,
    /** [409] The agent's state does not allow it. */
    WRONG_STATE,
    /** [404] No state is noted for afterwards. */
    NO_PENDING_STATE,
    /** [404] The offer is over, or was made to somebody else. */
    NO_SUCH_OFFER,
    /** [404] The call is over, or belongs to somebody else. */
    NO_SUCH_CALL,
    /** [404] There is no such queue. */
    UNKNOWN_QUEUE,
    /** [404] There is no such unit that the sender leads. */
    UNKNOWN_UNIT,
    /** [404] The tree the customer came through has no such node. */
    UNKNOWN_NODE,
    /** [400] The digits to send are other than {@code 0-9 * # A-D}. */
    INVALID_DIGITS,
    /** [403] Calls of this hotline are not recorded, or the caller has refused it. */
    RECORDING_FORBIDDEN,
    /** [409] The colleague is not logged in, is busy, or their telephone cannot be rung. */
    NOT_AVAILABLE,
    /** [409] As many take part in the call as may. */
    CONFERENCE_FULL,
    /** [409] A sensitive value was entered under this name, which is written down nowhere. */
    SENSITIVE_NAME,
    /** [409] The call has as many values as it can. */
    TOO_MUCH_CALL_DATA,
    /** [429] Notices come faster than they may, or too many of them hold. */
    TOO_MANY_NOTICES,
    /** [503] The PBX cannot be reached just now; nothing was done, try again when {@code link.state} says that it is back. */
    LINK_DOWN,
    /** [422] What is to be dialled is no telephone number. */
    BAD_NUMBER,
    /** [403] The agent may not dial this number. */
    FORBIDDEN_NUMBER,
    /** [404] No route is set for this number. */
    NO_ROUTE,
    /** [503] All trunks the number could go over are full, in alarm or out of reach; nothing was dialled, try again later. */
    NO_FREE_TRUNK,
    /** [500] A fault of the server; its log has more. */
    INTERNAL
}
