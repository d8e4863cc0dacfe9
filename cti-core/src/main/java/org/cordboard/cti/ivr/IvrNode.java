package org.cordboard.cti.ivr;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cordboard.cti.acd.QueueId;
import org.cordboard.cti.journal.Journaled;
import org.cordboard.cti.port.Cause;
import org.jspecify.annotations.Nullable;

/** One step of a hotline's tree. Names of following nodes are resolved when the tree is loaded. */
public sealed interface IvrNode {

    /** A node that asks the caller for keys: {@link Menu}, {@link Collect}, {@link Consent} and {@link AskToWait}. */
    sealed interface Asking extends IvrNode {

        Question question();

        /** The node when the last try brought nothing of use. */
        String otherwise();
    }

    /**
     * How a node asks.
     *
     * @param prompts played until a key comes
     * @param onSilence played before the prompts when they are repeated because nothing was pressed
     * @param onInvalid played before the prompts when they are repeated because of what was pressed
     * @param timeout how long after the prompts the first key is waited for
     * @param tries how often the prompts are played in all, 1..9
     */
    record Question(List<String> prompts, List<String> onSilence, List<String> onInvalid, Duration timeout, int tries) {

        public Question {
            prompts = List.copyOf(prompts);
            onSilence = List.copyOf(onSilence);
            onInvalid = List.copyOf(onInvalid);
            if (tries < 1 || tries > 9) {
                throw new IllegalArgumentException("tries out of range 1..9: " + tries);
            }
        }

        public Question(List<String> prompts, Duration timeout, int tries) {
            this(prompts, List.of(), List.of(), timeout, tries);
        }
    }

    /**
     * Plays prompts, then goes on.
     *
     * @param interruptible whether a key stops them; the keys count for the next node that asks. Prompts that cannot be
     *     interrupted forget what was pressed until their end.
     */
    @Journaled("ivr.play/1")
    record Play(List<String> prompts, boolean interruptible, String next) implements IvrNode {

        public Play {
            prompts = List.copyOf(prompts);
        }

        public Play(List<String> prompts, String next) {
            this(prompts, false, next);
        }
    }

    /**
     * Takes one key.
     *
     * @param choices key to node
     */
    @Journaled("ivr.menu/1")
    record Menu(Question question, Map<String, String> choices, String otherwise) implements Asking {

        public Menu {
            choices = Collections.unmodifiableMap(new LinkedHashMap<>(choices));
        }

        public Menu(List<String> prompts, Map<String, String> choices, Duration timeout, int tries, String otherwise) {
            this(new Question(prompts, timeout, tries), choices, otherwise);
        }
    }

    /**
     * Takes a number of digits. {@code *} begins the entry again, unless it is the terminator.
     *
     * @param entry what is asked for
     * @param next the node when it was entered
     */
    @Journaled("ivr.collect/1")
    record Collect(Question question, Entry entry, String next, String otherwise) implements Asking {}

    /**
     * What a {@link Collect} asks for.
     *
     * @param into the name under which it travels with the call
     * @param least the fewest digits, 1 or more
     * @param most the digits after which nothing more is waited for, at most 32
     * @param terminator the key that ends the entry early, {@code #} or {@code *}; empty for none
     * @param digitTimeout the longest pause between two digits; then the entry counts as ended
     * @param check what the digits must satisfy
     * @param sensitive the digits are kept in memory for the tree's own use, and nowhere else; see {@link Keypad}
     */
    record Entry(
            String into,
            int least,
            int most,
            String terminator,
            Duration digitTimeout,
            DigitCheck check,
            boolean sensitive) {

        public Entry {
            if (least < 1 || most < least || most > 32) {
                throw new IllegalArgumentException("digits out of range 1..32: " + least + ".." + most);
            }
        }
    }

    /**
     * Asks whether the caller agrees; the answer is recorded on the call.
     *
     * @param into the name it is recorded under, as {@code given} or {@code refused}
     * @param yes the key for consent
     * @param no the key against it
     * @param otherwise also taken as a refusal
     */
    @Journaled("ivr.consent/1")
    record Consent(Question question, String into, char yes, char no, String given, String otherwise)
            implements Asking {

        /** The name for consent to be recorded: whoever refuses under it is not. */
        public static final String USUAL_NAME = "consent";

        public static final String REFUSED = "refused";
    }

    /**
     * Says a value in the caller's language; a key stops it and counts for the next node that asks.
     *
     * @param otherwise the node when there is no such value, or it cannot be said this way
     */
    @Journaled("ivr.say/1")
    record Say(SayAs as, Subject of, String name, String next, String otherwise) implements IvrNode {}

    /** From here on prompts are taken in this language, which is one of the tree's. */
    @Journaled("ivr.language/1")
    record SetLanguage(String language, String next) implements IvrNode {}

    /** Asks the calendar of the tree. */
    @Journaled("ivr.hours/1")
    record Hours(String calendar, String open, String closed, String holiday) implements IvrNode {}

    /**
     * Looks the customer up; no answer in time counts as unknown.
     *
     * @param by the name of a collected number, or empty for the calling number
     */
    @Journaled("ivr.identify/1")
    record Identify(String by, String known, String unknown) implements IvrNode {

        public Identify(String known, String unknown) {
            this("", known, unknown);
        }
    }

    /**
     * Branches on what is known of the call. A case is tried only if there is a value.
     *
     * @param name of the collected value or the customer's attribute; empty for the other subjects
     */
    @Journaled("ivr.branch/1")
    record Branch(Subject on, String name, Map<String, String> cases, String otherwise) implements IvrNode {

        public Branch {
            cases = Collections.unmodifiableMap(new LinkedHashMap<>(cases));
        }

        public Branch(Subject on, Map<String, String> cases, String otherwise) {
            this(on, "", cases, otherwise);
        }
    }

    /** What a {@link Branch} looks at or a {@link Say} says. */
    enum Subject {
        /** {@code DIAMOND, GOLD, SILVER, ORDINARY}. */
        TIER,
        /** {@code true, false}. */
        TARGET,
        /** A value collected on the way. */
        COLLECTED,
        /** A further field of the customer. */
        ATTRIBUTE,
        /** The call's language. */
        LANGUAGE
    }

    /**
     * Asks the customers' store for an attribute of the identified customer as it is now.
     *
     * @param expected the name of a collected value the attribute must be equal to, which may be sensitive; empty to have
     *     the attribute itself
     * @param into the name the attribute travels under; empty when something is expected
     * @param found also when what is expected is equal
     * @param notFound also when it is not, and when the caller is not identified
     * @param onTimeout the node when the store does not answer in time, or cannot
     */
    @Journaled("ivr.look-up/1")
    record LookUp(
            String attribute,
            String expected,
            String into,
            Duration timeout,
            String found,
            String notFound,
            String onTimeout)
            implements IvrNode {}

    /** Sends the caller to another channel: plays prompts that name it, records it on the call, hangs up. */
    @Journaled("ivr.steer/1")
    record Steer(String channel, List<String> prompts) implements IvrNode {

        public Steer {
            prompts = List.copyOf(prompts);
        }
    }

    /** Answers the call, where the hotline leaves that to its tree; passes on at once when that is done already. */
    @Journaled("ivr.answer/1")
    record Answer(String next) implements IvrNode {}

    @Journaled("ivr.go-to/1")
    record GoTo(String next) implements IvrNode {}

    /**
     * Waits in a queue, with music. The exits are nodes.
     *
     * @param waiting what the caller hears and can do meanwhile
     * @param ownPatience how long the caller waits for their own manager or the deputy alone; null for what the queue says
     */
    @Journaled("ivr.queue/1")
    record Queue(
            QueueId queue,
            String onTimeout,
            String onNoAgents,
            String onOverflow,
            String onClosed,
            Waiting waiting,
            @Nullable Duration ownPatience)
            implements IvrNode {

        /** One with music alone. */
        public Queue(QueueId queue, String onTimeout, String onNoAgents, String onOverflow, String onClosed) {
            this(queue, onTimeout, onNoAgents, onOverflow, onClosed, Waiting.QUIET, null);
        }

        /** One that treats overflow as a time-out, and a closed queue as one without agents. */
        public Queue(QueueId queue, String onTimeout, String onNoAgents) {
            this(queue, onTimeout, onNoAgents, onTimeout, onNoAgents);
        }

        /** This node, with something to hear and to press. */
        public Queue with(Waiting other) {
            return new Queue(queue, onTimeout, onNoAgents, onOverflow, onClosed, other, ownPatience);
        }
    }

    /**
     * What a waiting caller hears and can do.
     *
     * @param announcement prompts, among which {@link #POSITION} and {@link #MINUTES} stand for numbers; empty for none
     * @param first how long after entering the queue it is played first
     * @param every how long after its end it is played again
     * @param keys key to node: leaves the queue for it
     */
    record Waiting(List<String> announcement, Duration first, Duration every, Map<String, String> keys) {

        /** Music alone. */
        public static final Waiting QUIET =
                new Waiting(List.of(), Duration.ofSeconds(15), Duration.ofSeconds(60), Collections.emptyMap());

        /** Announcements come no closer than this, whatever {@code every} says. */
        public static final Duration LEAST_PAUSE = Duration.ofSeconds(5);

        public Waiting {
            announcement = List.copyOf(announcement);
            keys = Collections.unmodifiableMap(new LinkedHashMap<>(keys));
            if (first.isNegative() || every.isNegative()) {
                throw new IllegalArgumentException("a time is negative: " + first + " or " + every);
            }
        }
    }

    /** Among prompts about a queue: the caller's place in it. */
    String POSITION = "$position";

    /** Among prompts about a queue: the minutes the caller will have to wait, by estimate. */
    String MINUTES = "$minutes";

    /** Asks how the caller's own manager is; see {@code Prospects.Manager}. */
    @Journaled("ivr.own-manager/1")
    record OwnManager(String free, String busy, String absent) implements IvrNode {}

    /**
     * Asks whether the caller wants to wait, unless somebody of the queue is free for them, or it would not let them in. The prompts may tell position and
     * minutes as those of a {@link Waiting} do.
     *
     * @param free the node when nobody need be asked
     * @param waitKey the key of who wants to wait
     * @param leaveKey the key of who does not
     * @param otherwise the node when nothing of use was pressed
     */
    @Journaled("ivr.ask-to-wait/1")
    record AskToWait(
            Question question,
            QueueId queue,
            String free,
            char waitKey,
            String waits,
            char leaveKey,
            String leaves,
            String otherwise)
            implements Asking {}

    /**
     * Leaves a request to be called back at the caller's place in a queue.
     *
     * @param number the name of the collected number to call, or empty for the calling number
     * @param next the node when it is noted
     * @param otherwise the node when it cannot be: no number, none that can be dialled, too many requests
     */
    @Journaled("ivr.call-back/1")
    record LeaveCallBack(QueueId queue, String number, String next, String otherwise) implements IvrNode {}

    @Journaled("ivr.hang-up/1")
    record HangUp(Cause cause) implements IvrNode {}
}
