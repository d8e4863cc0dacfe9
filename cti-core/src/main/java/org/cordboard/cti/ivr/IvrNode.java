package org.cordboard.cti.ivr;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cordboard.cti.acd.QueueId;
import org.cordboard.cti.journal.Journaled;
import org.cordboard.cti.port.Cause;

/** One step of a hotline's tree. Names of following nodes are resolved when the tree is loaded. */
public sealed interface IvrNode {

    /** Plays prompts that cannot be interrupted, then goes on. */
    @Journaled("ivr.play/1")
    record Play(List<String> prompts, String next) implements IvrNode {

        public Play {
            prompts = List.copyOf(prompts);
        }
    }

    /**
     * Plays prompts and takes one digit, during them or within {@code timeout} after them.
     *
     * @param choices digit to node
     * @param tries how often the prompts are played in all, 1..9
     * @param otherwise the node when the last try brought no valid digit
     */
    @Journaled("ivr.menu/1")
    record Menu(List<String> prompts, Map<String, String> choices, Duration timeout, int tries, String otherwise)
            implements IvrNode {

        public Menu {
            prompts = List.copyOf(prompts);
            choices = Collections.unmodifiableMap(new LinkedHashMap<>(choices));
            if (tries < 1 || tries > 9) {
                throw new IllegalArgumentException("tries out of range 1..9: " + tries);
            }
        }
    }

    /** Looks the customer up by the calling number; no answer in time counts as unknown. */
    @Journaled("ivr.identify/1")
    record Identify(String known, String unknown) implements IvrNode {}

    /** Branches on what is known of the customer. A case is tried only if the customer is identified. */
    @Journaled("ivr.branch/1")
    record Branch(Subject on, Map<String, String> cases, String otherwise) implements IvrNode {

        public Branch {
            cases = Collections.unmodifiableMap(new LinkedHashMap<>(cases));
        }
    }

    /** What a {@link Branch} looks at, and the values it can have. */
    enum Subject {
        /** {@code DIAMOND, GOLD, SILVER, ORDINARY}. */
        TIER,
        /** {@code true, false}. */
        TARGET
    }

    /** Waits in a queue, with music. The exits are nodes. */
    @Journaled("ivr.queue/1")
    record Queue(QueueId queue, String onTimeout, String onNoAgents) implements IvrNode {}

    @Journaled("ivr.hang-up/1")
    record HangUp(Cause cause) implements IvrNode {}
}
