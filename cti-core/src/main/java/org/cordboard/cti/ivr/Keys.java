package org.cordboard.cti.ivr;

import org.cordboard.cti.engine.Deciding;
import org.jspecify.annotations.Nullable;

/** What becomes of the keys a caller presses. */
final class Keys {

    /** How long after the last digit a terminator that is not needed is expected. */
    private static final long LATE_MILLIS = 2_000;

    private Keys() {}

    /** A key was pressed in the present node. */
    static void pressed(IvrSession session, char key, Deciding out) {
        if (session.keypad.swallows(key, out.at())) {
            return;
        }
        IvrNode.Asking asking = session.asking();
        if (asking != null) {
            use(session, asking, key, out);
        } else if (!session.left && keepsTypedAhead(session.current())) {
            session.keypad.typeAhead(key);
        }
    }

    /**
     * Whether a key pressed now may be written down: it is used at once, and not by a sensitive entry. Of a key that is kept
     * for later nobody knows what it will be part of.
     */
    static boolean mayBeWritten(IvrSession session) {
        if (!session.left && session.current() instanceof IvrNode.Queue) {
            return true;
        }
        IvrNode.Asking asking = session.asking();
        return asking != null
                && !(asking instanceof IvrNode.Collect collect
                        && collect.entry().sensitive());
    }

    /** Whether keys stop this node's prompts and count for the next one that asks. */
    private static boolean keepsTypedAhead(IvrNode node) {
        return switch (node) {
            case IvrNode.Play play -> play.interruptible();
            case IvrNode.Say say -> true;
            // Keys typed quickly fall into what takes no time to hear.
            case IvrNode.Asking asking -> true;
            case IvrNode.Identify identify -> true;
            case IvrNode.LookUp lookUp -> true;
            case IvrNode.Answer answer -> true;
            case IvrNode.SetLanguage language -> true;
            case IvrNode.Hours hours -> true;
            case IvrNode.Branch branch -> true;
            case IvrNode.GoTo goTo -> true;
            case IvrNode.OwnManager own -> true;
            case IvrNode.LeaveCallBack callBack -> true;
            case IvrNode.Queue queue -> false;
            case IvrNode.Steer steer -> false;
            case IvrNode.HangUp hangUp -> false;
        };
    }

    /** Gives keys typed ahead to a node that asks. Returns whether any was of use, in which case nothing need be played. */
    static boolean useTypedAhead(IvrSession session, IvrNode.Asking asking, Deciding out) {
        boolean hungry = true;
        for (Character key = next(session, hungry, out.at()); key != null; key = next(session, hungry, out.at())) {
            hungry = use(session, asking, key, out);
        }
        return !hungry || !session.keypad.entry().isEmpty();
    }

    private static @Nullable Character next(IvrSession session, boolean hungry, long at) {
        Character key = hungry ? session.keypad.next() : null;
        return key != null && session.keypad.swallows(key, at) ? session.keypad.next() : key;
    }

    /** Returns whether the node needs more keys. */
    private static boolean use(IvrSession session, IvrNode.Asking asking, char key, Deciding out) {
        return switch (asking) {
            case IvrNode.Menu menu -> {
                take(session, key, menu.choices().containsKey(String.valueOf(key)), out);
                yield false;
            }
            case IvrNode.Consent consent -> {
                take(session, key, key == consent.yes() || key == consent.no(), out);
                yield false;
            }
            case IvrNode.AskToWait ask -> {
                take(session, key, key == ask.waitKey() || key == ask.leaveKey(), out);
                yield false;
            }
            case IvrNode.Collect collect -> enter(session, collect, key, out);
        };
    }

    private static void take(IvrSession session, char key, boolean valid, Deciding out) {
        if (!valid) {
            session.keypad.forgetTypedAhead();
        }
        out.fact(new IvrEvent.IvrDigitTaken(session.call, key, valid));
    }

    private static boolean enter(IvrSession session, IvrNode.Collect collect, char key, Deciding out) {
        IvrNode.Entry entry = collect.entry();
        Keypad keypad = session.keypad;
        if (entry.terminator().equals(String.valueOf(key))) {
            endEntry(session, collect, out);
            return false;
        }
        if (key == '*') {
            keypad.forgetEntry();
        } else if (key >= '0' && key <= '9') {
            keypad.enter(key);
            if (keypad.entry().length() >= entry.most()) {
                keypad.expectLate(entry.terminator(), out.at() + LATE_MILLIS);
                endEntry(session, collect, out);
                return false;
            }
        } else {
            return true;
        }
        out.fact(new IvrEvent.IvrDigitsEntered(
                session.call,
                keypad.entry().length(),
                out.at() + entry.digitTimeout().toMillis()));
        return true;
    }

    /** The entry has all its digits, or nothing more has come. */
    static void endEntry(IvrSession session, IvrNode.Collect collect, Deciding out) {
        IvrNode.Entry entry = collect.entry();
        String digits = session.keypad.entry();
        session.keypad.forgetEntry();
        if (digits.length() < entry.least() || !entry.check().accepts(digits)) {
            session.keypad.forgetTypedAhead();
            out.fact(new IvrEvent.IvrEntryRefused(session.call, digits.length()));
            return;
        }
        if (entry.sensitive()) {
            session.keypad.keepSecret(entry.into(), digits);
        }
        out.fact(new IvrEvent.IvrCollected(
                session.call, entry.into(), entry.sensitive() ? null : digits, digits.length()));
    }
}
