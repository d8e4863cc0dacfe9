package org.cordboard.cti.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.cordboard.cti.acd.OfferId;
import org.cordboard.cti.agent.AgentEvent;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.call.CallId;
import org.cordboard.cti.call.LegId;
import org.cordboard.cti.engine.Event;
import org.cordboard.cti.engine.Input;
import org.cordboard.cti.engine.SiteEvent;
import org.cordboard.cti.port.PbxEvent;
import org.cordboard.cti.port.RequestId;

/** Prints how fast records and entries are encoded, hashed and decoded on one thread. */
final class JournalCodecBenchmark {

    private static final int RECORDS = 3_000_000;
    private static final int WARM_UPS = 3;

    private JournalCodecBenchmark() {}

    public static void main(String[] arguments) {
        RecordCodec codec = JournalCodec.standard().records();
        measure(codec, "small records", smallRecords());
        measure(codec, "entries", entries(smallRecords()));
        measure(codec, "random records of all types", samples(codec));
    }

    private static List<Object> smallRecords() {
        List<Object> records = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            CallId call = new CallId("main-1763768000-" + i);
            AgentId agent = new AgentId("agent" + i % 300);
            records.add(new AgentEvent.AgentReserved(agent, new OfferId("main-1763768000-" + (i + 1)), call));
            records.add(new AgentEvent.AgentEnteredWrapUp(agent, call, 1000L * i, 1000L * i + 30_000));
            records.add(new SiteEvent.IdsTaken(i));
            records.add(new SiteEvent.EffectSettled(new RequestId("main-1763768000-" + (i + 2))));
        }
        return records;
    }

    private static List<Object> entries(List<Object> events) {
        List<Object> entries = new ArrayList<>();
        for (int i = 0; i + 4 <= events.size(); i += 4) {
            List<Event> of =
                    events.subList(i, i + 4).stream().map(Event.class::cast).toList();
            Input input = new Input.PbxReported(new PbxEvent.LegAlerting(new LegId("1763768000." + i)));
            entries.add(new JournalEntry(i + 1, 50L * i, input, of, 0x1234567890ABCDEFL, 0xFEDCBA0987654321L));
        }
        return entries;
    }

    private static List<Object> samples(RecordCodec codec) {
        SplittableRandom random = new SplittableRandom(1);
        List<Object> samples = new ArrayList<>();
        for (Class<?> type : codec.types().values()) {
            for (int i = 0; i < 20; i++) {
                samples.add(Samples.random(random).of(type));
            }
        }
        return samples;
    }

    private static void measure(RecordCodec codec, String what, List<Object> records) {
        List<byte[]> encodings = records.stream().map(codec::encode).toList();
        int rounds = Math.max(1, RECORDS / records.size() / 3);
        double bytes = encodings.stream().mapToInt(e -> e.length).average().orElse(0);
        double encode = 0;
        double decode = 0;
        for (int i = 0; i <= WARM_UPS; i++) {
            encode = encode(codec, records, rounds);
            decode = decode(codec, encodings, rounds);
        }
        System.out.printf(
                "%s, %.0f bytes each: encode and hash %,.0f/s, decode %,.0f/s%n", what, bytes, encode, decode);
    }

    private static double encode(RecordCodec codec, List<Object> records, int rounds) {
        StateHash hash = new StateHash(codec);
        long start = System.nanoTime();
        for (int round = 0; round < rounds; round++) {
            for (Object each : records) {
                hash.add(each);
            }
        }
        double rate = rounds * records.size() / ((System.nanoTime() - start) / 1e9);
        return hash.value() == 0 ? -1 : rate;
    }

    private static double decode(RecordCodec codec, List<byte[]> encodings, int rounds) {
        long used = 0;
        long start = System.nanoTime();
        for (int round = 0; round < rounds; round++) {
            for (byte[] each : encodings) {
                used += codec.decode(each) == null ? 0 : 1;
            }
        }
        return used / ((System.nanoTime() - start) / 1e9);
    }
}
