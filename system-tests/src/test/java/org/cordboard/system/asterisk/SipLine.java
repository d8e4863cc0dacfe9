package org.cordboard.system.asterisk;

/**
 * One SIP message as SIPp traced it.
 *
 * @param sent by SIPp; otherwise it received it
 * @param start the start line, as {@code INVITE sip:…} or {@code SIP/2.0 183 Session Progress}
 * @param method of the request, or of the request that is answered
 */
record SipLine(boolean sent, String start, String method, String callId) {

    boolean request(String wanted) {
        return start.startsWith(wanted + " ");
    }

    /** Whom a request is for, of its address {@code sip:USER@…}. */
    String calledUser() {
        String address = start.substring(start.indexOf(' ') + 1);
        return address.substring(address.indexOf(':') + 1, Math.max(address.indexOf(':') + 1, address.indexOf('@')));
    }

    /** The code of a response, 0 of a request. */
    int status() {
        return start.startsWith("SIP/2.0 ") ? Integer.parseInt(start.substring(8, 11)) : 0;
    }

    /** The answer that decides an INVITE. */
    boolean decidesInvite() {
        return status() >= 200 && method.equals("INVITE");
    }
}
