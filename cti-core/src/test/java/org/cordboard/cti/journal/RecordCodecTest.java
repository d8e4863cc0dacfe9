package org.cordboard.cti.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordCodecTest {

    enum Colour {
        RED,
        GREEN {
            @Override
            public String toString() {
                return "a constant with a body";
            }
        }
    }

    record Nothing() {}

    record Id(String value) {}

    sealed interface Tree {}

    @Journaled("test.leaf/1")
    record Leaf() implements Tree {}

    @Journaled("test.node/1")
    record Node(Tree left, @Nullable Node right) implements Tree {}

    @Journaled("test.all/1")
    record All(
            boolean flag,
            int small,
            long large,
            char letter,
            double fraction,
            @Nullable Boolean maybeFlag,
            @Nullable Integer maybeSmall,
            @Nullable Long maybeLarge,
            @Nullable Character maybeLetter,
            @Nullable Double maybeFraction,
            String text,
            @Nullable String maybeText,
            Colour colour,
            Duration time,
            Id id,
            Nothing nothing,
            List<Nothing> nothings,
            List<@Nullable Integer> gaps,
            Map<Id, List<Map<Colour, String>>> nested,
            Tree tree) {}

    private static final RecordCodec CODEC = RecordCodec.forRoots(Tree.class, All.class);

    @Test
    void givesBackEverySupportedTypeAtItsLimits() {
        for (long number : new long[] {0, 1, -1, 63, 64, -64, -65, Long.MAX_VALUE, Long.MIN_VALUE}) {
            Map<Id, List<Map<Colour, String>>> nested = new LinkedHashMap<>();
            nested.put(new Id("z"), List.of(Map.of(Colour.GREEN, "é"), Map.of()));
            nested.put(new Id("a"), List.of());
            All all = new All(
                    number > 0,
                    (int) number,
                    number,
                    (char) number,
                    number / 3.0,
                    null,
                    (int) number,
                    null,
                    Character.MAX_VALUE,
                    Double.NaN,
                    "\uD800 and \uD83D\uDE00\u0000",
                    null,
                    Colour.GREEN,
                    Duration.ofSeconds(number, 999_999_999),
                    new Id(""),
                    new Nothing(),
                    Collections.nCopies(300, new Nothing()),
                    Arrays.asList(1, null, 3),
                    nested,
                    new Node(new Leaf(), new Node(new Leaf(), null)));
            All decoded = (All) CODEC.decode(CODEC.encode(all));
            assertThat(decoded).isEqualTo(all);
            assertThat(decoded.nested().keySet()).containsExactly(new Id("z"), new Id("a"));
        }
    }

    @Test
    void givesCollectionsBackUnmodifiable() {
        All all = Samples.fixed().of(All.class);
        All decoded = (All) CODEC.decode(CODEC.encode(all));
        assertThatThrownBy(() -> decoded.gaps().add(1)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> decoded.nested().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void givesBackTextsOfEveryKind() {
        SplittableRandom random = new SplittableRandom(5);
        RecordCodec codec = RecordCodec.forRoots(Text.class);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            int bits = random.nextInt(5, 17);
            for (int length = random.nextInt(20); length > 0; length--) {
                text.append((char) random.nextInt(1 << bits));
            }
            Text value = new Text(text.toString());
            assertThat(codec.decode(codec.encode(value)).equals(value))
                    .as("text %d", i)
                    .isTrue();
        }
    }

    @Journaled("test.text/1")
    record Text(String text) {}

    @Test
    void namesTheComponentThatMayNotBeNull() {
        @SuppressWarnings("NullAway") // What a caller without checks would do.
        Node node = new Node(null, null);
        assertThatThrownBy(() -> CODEC.encode(node))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Node.left is null and not @Nullable");
    }

    @Test
    void refusesToEncodeWhatIsNotJournaledAndWhatIsTooLong() {
        assertThatThrownBy(() -> CODEC.encode(new Id("x"))).hasMessageContaining("is not journaled");
        RecordCodec codec = RecordCodec.forRoots(Text.class);
        ByteSink sink = new ByteSink(1000);
        codec.encode(new Text("x".repeat(994)), sink);
        assertThat(sink.size()).isEqualTo(1000);
        assertThatThrownBy(() -> codec.encode(new Text("x".repeat(2000)), new ByteSink(1000)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("more than 1000 bytes");
    }

    @Test
    void refusesBytesThatAreNotExactlyOneEncoding() {
        byte[] leaf = CODEC.encode(new Leaf());
        assertCorrupt(Arrays.copyOf(leaf, leaf.length + 1), 4, "1 bytes too many");
        assertCorrupt(Arrays.copyOf(leaf, leaf.length - 1), 0, "middle of a record");
        assertCorrupt(new byte[4], 4, "no record of any kind has the tag 0");
        byte[] wrongBranch = CODEC.encode(new Node(new Leaf(), null));
        System.arraycopy(CODEC.encode(Samples.fixed().of(All.class)), 0, wrongBranch, 4, 4);
        assertCorrupt(wrongBranch, 8, "no record of Tree");
        assertThatThrownBy(() -> CODEC.decode(All.class, leaf, 0, leaf.length))
                .isInstanceOf(JournalCorruptException.class)
                .hasMessageContaining("a Leaf where a All should be");
    }

    @Test
    void refusesTextsAndNumbersInAnotherThanTheirShortestForm() {
        assertTextCorrupt("shortest form", 0x81, 0x00, 'x');
        assertTextCorrupt("not UTF-8 in its shortest form", 2, 0xC1, 0x81);
        assertTextCorrupt("not UTF-8", 1, 0x80);
        assertTextCorrupt("not UTF-8", 1, 0xC3);
        assertTextCorrupt("not UTF-8", 4, 0xF7, 0xBF, 0xBF, 0xBF);
        assertTextCorrupt("a number", 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F);
    }

    @Test
    void refusesLengthsBeyondWhatRemainsBeforeAllocating() {
        assertTextCorrupt("a length of 2147483647 with 0 bytes left", 0xFF, 0xFF, 0xFF, 0xFF, 0x07);
        assertTextCorrupt(
                "a length of 18446744073709551615", 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01);
        RecordCodec codec = RecordCodec.forRoots(Lists.class);
        byte[] empty = codec.encode(new Lists(List.of(), Map.of()));
        empty[4] = 100;
        assertThatThrownBy(() -> codec.decode(empty)).hasMessageContaining("a length of 100 with 1 bytes left");
    }

    @Journaled("test.lists/1")
    record Lists(List<String> list, Map<Integer, Boolean> map) {}

    @Test
    void refusesAMapWithAKeyTwice() {
        RecordCodec codec = RecordCodec.forRoots(Lists.class);
        Map<Integer, Boolean> map = new LinkedHashMap<>();
        map.put(1, true);
        map.put(2, true);
        byte[] bytes = codec.encode(new Lists(List.of(), map));
        bytes[bytes.length - 2] = bytes[bytes.length - 4];
        assertThatThrownBy(() -> codec.decode(bytes)).hasMessageContaining("a map with a key twice");
    }

    @Test
    void refusesNestingThatWouldOverflowTheStack() {
        byte[] node = CODEC.encode(new Node(new Leaf(), null));
        ByteBuffer deep = ByteBuffer.allocate(4 * 1_000_000);
        while (deep.hasRemaining()) {
            deep.put(node, 0, 4);
        }
        assertCorrupt(deep.array(), 4 * 201, "nested more than 200 deep");
    }

    @Test
    void refusesAValueTheRecordItselfRefuses() {
        RecordCodec codec = RecordCodec.forRoots(Small.class);
        byte[] bytes = codec.encode(new Small(9));
        bytes[4] = 20;
        assertThatThrownBy(() -> codec.decode(bytes))
                .isInstanceOf(JournalCorruptException.class)
                .hasMessageContaining("no valid Small (10)");
    }

    @Journaled("test.small/1")
    record Small(int value) {
        Small {
            if (value > 9) {
                throw new IllegalArgumentException(Integer.toString(value));
            }
        }
    }

    sealed interface Unnamed {
        record Missing() implements Unnamed {}
    }

    sealed interface Twice {
        @Journaled("test.same/1")
        record One() implements Twice {}

        @Journaled("test.same/1")
        record Two() implements Twice {}
    }

    /** The CRC-32 of both names is the same. */
    sealed interface Collision {
        @Journaled("test.gmbypnx/1")
        record One() implements Collision {}

        @Journaled("test.dcuifxg/1")
        record Two() implements Collision {}
    }

    sealed interface OddName {
        @Journaled("Odd Name")
        record One() implements OddName {}
    }

    sealed interface WithEnum {
        enum One implements WithEnum {
            HERE
        }
    }

    @Journaled("test.unsupported/1")
    record Unsupported(float value) {}

    @Journaled("test.raw/1")
    record Untyped(List<?> value) {}

    @Journaled("test.generic/1")
    record Generic<T>(T value) {}

    @Test
    void failsAtConstructionForTypesItCannotKeepApartOrCannotWrite() {
        assertRefused(Unnamed.class, "Missing stands in a journal and has no @Journaled name");
        assertRefused(Twice.class, "two records are @Journaled(\"test.same/1\")");
        assertRefused(Collision.class, "the names test.dcuifxg/1 and test.gmbypnx/1 have the same tag");
        assertRefused(OddName.class, "not like \"call.arrived/1\"");
        assertRefused(WithEnum.class, "neither a sealed interface nor a record");
        assertRefused(Unsupported.class, "Unsupported.value is of type float");
        assertRefused(Untyped.class, "Untyped.value[] is of type ?");
        assertRefused(Generic.class, "Generic.value is of type T");
        assertRefused(String.class, "java.lang.String is neither a sealed interface nor a record");
    }

    sealed interface Fact {}

    /** As it was first. */
    @Journaled("test.moved/1")
    record Moved1(String from) {}

    @Journaled("test.moved/2")
    record Moved2(String from, int steps) {}

    @Journaled("test.moved/3")
    record Moved(String from, List<Integer> steps) implements Fact {}

    @Journaled("test.journey/1")
    record Journey(List<Fact> facts) {}

    private static final Upcaster<Moved1, Moved2> FIRST =
            new Upcaster<>(Moved1.class, Moved2.class, old -> new Moved2(old.from(), 1));
    private static final Upcaster<Moved2, Moved> SECOND =
            new Upcaster<>(Moved2.class, Moved.class, old -> new Moved(old.from(), List.of(old.steps())));

    @Test
    void bringsOldVersionsUpToThePresentOneWhereverTheyStand() {
        byte[] first = RecordCodec.forRoots(Moved1.class).encode(new Moved1("here"));
        byte[] second = RecordCodec.forRoots(Moved2.class).encode(new Moved2("there", 7));
        RecordCodec codec = RecordCodec.forRoots(List.of(Journey.class), List.of(FIRST, SECOND));
        assertThat(codec.decode(first)).isEqualTo(new Moved("here", List.of(1)));
        assertThat(codec.decode(second)).isEqualTo(new Moved("there", List.of(7)));

        ByteSink journey = new ByteSink();
        journey.writeInt(TaggedShape.tagOf("test.journey/1"));
        journey.writeLength(2);
        journey.writeBytes(first, 0, first.length);
        journey.writeBytes(second, 0, second.length);
        assertThat(codec.decode(journey.toByteArray()))
                .isEqualTo(new Journey(List.of(new Moved("here", List.of(1)), new Moved("there", List.of(7)))));
        assertThat(codec.types()).containsOnlyKeys("test.journey/1", "test.moved/3");
    }

    @Test
    void writesThePresentVersionOnly() {
        RecordCodec codec = RecordCodec.forRoots(List.of(Journey.class), List.of(FIRST, SECOND));
        assertThatThrownBy(() -> codec.encode(new Moved1("here"))).hasMessageContaining("is not journaled");
    }

    @Test
    void refusesAnOldVersionThatCannotBeBroughtUp() {
        Upcaster<Moved1, Moved> failing = new Upcaster<>(Moved1.class, Moved.class, old -> {
            throw new IllegalStateException("no steps known");
        });
        RecordCodec codec = RecordCodec.forRoots(List.of(Journey.class), List.of(failing));
        byte[] first = RecordCodec.forRoots(Moved1.class).encode(new Moved1("here"));
        assertThatThrownBy(() -> codec.decode(first))
                .isInstanceOf(JournalCorruptException.class)
                .hasMessageContaining("cannot be brought up from test.moved/1 (no steps known)");
    }

    @Test
    void failsAtConstructionForUpcastersThatLeadNowhere() {
        List<Class<?>> roots = new ArrayList<>(List.of(Journey.class));
        Upcaster<Moved2, Moved1> back = new Upcaster<>(Moved2.class, Moved1.class, old -> new Moved1(old.from()));
        assertThatThrownBy(() -> RecordCodec.forRoots(roots, List.of(FIRST, back)))
                .hasMessageContaining("circle");
        assertThatThrownBy(() -> RecordCodec.forRoots(roots, List.of(FIRST)))
                .hasMessageContaining("ends at " + Moved2.class.getName() + ", which is not journaled");
        assertThatThrownBy(() -> RecordCodec.forRoots(roots, List.of(SECOND, SECOND)))
                .hasMessageContaining("is not an old version of one record");
    }

    private static void assertRefused(Class<?> root, String reason) {
        assertThatThrownBy(() -> RecordCodec.forRoots(root))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }

    private static void assertTextCorrupt(String reason, int... afterTag) {
        ByteSink sink = new ByteSink();
        sink.writeInt(TaggedShape.tagOf("test.text/1"));
        for (int value : afterTag) {
            sink.writeByte(value);
        }
        RecordCodec codec = RecordCodec.forRoots(Text.class);
        assertThatThrownBy(() -> codec.decode(sink.toByteArray()))
                .isInstanceOf(JournalCorruptException.class)
                .hasMessageContaining(reason);
    }

    private static void assertCorrupt(byte[] bytes, int offset, String reason) {
        assertThatThrownBy(() -> CODEC.decode(bytes)).isInstanceOfSatisfying(JournalCorruptException.class, e -> {
            assertThat(e).hasMessageContaining(reason);
            assertThat(e.offset()).isEqualTo(offset);
        });
    }

    // ---- shapes

    /** Each nested class is one build's idea of the same record. */
    private interface Builds {

        enum Size {
            SMALL,
            LARGE
        }

        @Journaled("test.shape/1")
        record First(int a, List<First.Inner> inner) {
            record Inner(Size size) {}
        }

        @Journaled("test.shape/1")
        record Renamed(int b, List<First.Inner> inner) {}

        @Journaled("test.shape/1")
        record Retyped(long a, List<First.Inner> inner) {}

        @Journaled("test.shape/1")
        record Optional(int a, @Nullable List<First.Inner> inner) {}

        @Journaled("test.shape/1")
        record Deeper(int a, List<Deeper.Innermost> inner) {
            record Innermost(Size size, Size other) {}
        }

        @Journaled("test.shape/1")
        record Swapped(List<First.Inner> inner, int a) {}
    }

    @Test
    void tellsRecordsOfOtherShapesUnderTheSameNameApart() {
        byte[] encoded = RecordCodec.forRoots(Builds.First.class).encode(new Builds.First(1, List.of()));
        Set<OptionalLong> shapes = new LinkedHashSet<>();
        List<Class<?>> builds = List.of(
                Builds.First.class,
                Builds.Renamed.class,
                Builds.Retyped.class,
                Builds.Optional.class,
                Builds.Deeper.class,
                Builds.Swapped.class);
        builds.forEach(build -> shapes.add(RecordCodec.forRoots(build).shape(encoded)));
        assertThat(shapes).hasSize(builds.size()).doesNotContain(OptionalLong.empty());
        assertThat(RecordCodec.forRoots(Builds.First.class).shape(encoded)).isIn(shapes);
        assertThat(CODEC.shape(encoded)).isEmpty();
    }
}
