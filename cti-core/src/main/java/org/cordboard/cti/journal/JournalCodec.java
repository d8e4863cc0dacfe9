package org.cordboard.cti.journal;

import java.util.List;
import org.cordboard.cti.agent.AgentCommand;
import org.cordboard.cti.agent.AgentState;
import org.cordboard.cti.agent.PendingState;
import org.cordboard.cti.customer.LookUpResult;
import org.cordboard.cti.customer.QueryResult;
import org.cordboard.cti.engine.Effect;
import org.cordboard.cti.engine.Event;
import org.cordboard.cti.engine.Input;
import org.cordboard.cti.engine.Reply;
import org.cordboard.cti.engine.TimerKey;
import org.cordboard.cti.ivr.IvrNode;
import org.cordboard.cti.port.Destination;
import org.cordboard.cti.port.PbxEvent;
import org.cordboard.cti.port.PbxRequest;
import org.cordboard.cti.port.RequestOutcome;

/**
 * Journal entries as bytes: {@link RecordCodec} over everything that can stand in a journal, in its present version and all
 * that went before. May be used by many threads.
 */
public final class JournalCodec {

    static final List<Class<?>> ROOTS = List.of(
            JournalEntry.class,
            Input.class,
            Event.class,
            Effect.class,
            Reply.class,
            TimerKey.class,
            PbxEvent.class,
            PbxRequest.class,
            RequestOutcome.class,
            Destination.class,
            LookUpResult.class,
            QueryResult.class,
            IvrNode.class,
            AgentState.class,
            PendingState.class,
            AgentCommand.class);

    /** The steps from every version that was ever released; see {@link Upcaster} for how to write one. */
    static final List<Upcaster<?, ?>> UPCASTERS = OldVersions.UPCASTERS;

    private static final JournalCodec STANDARD = new JournalCodec(RecordCodec.forRoots(ROOTS, UPCASTERS));

    private final RecordCodec records;

    private JournalCodec(RecordCodec records) {
        this.records = records;
    }

    public static JournalCodec standard() {
        return STANDARD;
    }

    /** The codec of the single records, for hashes. */
    public RecordCodec records() {
        return records;
    }

    public void encode(JournalEntry entry, ByteSink sink) {
        records.encode(entry, sink);
    }

    /** @throws JournalCorruptException when the bytes are not exactly one entry */
    public JournalEntry decode(byte[] bytes, int offset, int length) {
        return records.decode(JournalEntry.class, bytes, offset, length);
    }
}
