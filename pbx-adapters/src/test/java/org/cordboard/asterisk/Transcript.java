package org.cordboard.asterisk;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/** A captured dialogue from {@code src/test/resources/transcripts}: what a real Asterisk said, and what it was told. */
record Transcript(List<Step> steps) {

    private static final Pattern LINE = Pattern.compile("\\d+\\.\\d{3} ");

    sealed interface Step {
        long millis();

        record Received(long millis, AmiMessage message) implements Step {}

        record Sent(long millis, AmiAction action) implements Step {}
    }

    static Transcript read(String name) {
        try (InputStream in = Transcript.class.getResourceAsStream("/transcripts/" + name + ".ami")) {
            String text = new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
            return parse(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Transcript parse(String text) {
        List<Step> steps = new ArrayList<>();
        for (String block : text.split("\n\n", -1)) {
            if (!block.isBlank() && !block.startsWith("#")) {
                steps.add(step(block.strip()));
            }
        }
        return new Transcript(List.copyOf(steps));
    }

    /** The other form: a line for each message, with {@code >>>} before an action and {@code |} between fields. */
    static Transcript readLines(String name) {
        try (InputStream in = Transcript.class.getResourceAsStream("/transcripts/" + name + ".ami")) {
            String text = new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
            return new Transcript(text.lines()
                    .filter(line -> LINE.matcher(line).lookingAt())
                    .map(Transcript::lineStep)
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Step lineStep(String line) {
        int end = line.indexOf(' ');
        long millis = Math.round(Double.parseDouble(line.substring(0, end)) * 1000);
        String fields = line.substring(end + 1);
        boolean sent = fields.startsWith(">>> ");
        List<AmiHeader> headers = new ArrayList<>();
        for (String field : (sent ? fields.substring(4) : fields).split(" \\| ", -1)) {
            int separator = field.indexOf(sent ? ':' : '=');
            headers.add(new AmiHeader(
                    field.substring(0, separator),
                    field.substring(separator + 1).strip()));
        }
        return sent
                ? new Step.Sent(millis, new AmiAction(headers.getFirst().value(), headers.subList(1, headers.size())))
                : new Step.Received(millis, new AmiMessage(headers));
    }

    private static Step step(String block) {
        int end = block.indexOf('\n');
        long millis = Math.round(Double.parseDouble(block.substring(2, end)) * 1000);
        AmiMessage frame =
                new AmiFrameReader().text(block.substring(end + 1) + "\n\n").getFirst();
        if (block.startsWith("<")) {
            return new Step.Received(millis, frame);
        }
        List<AmiHeader> headers = frame.headers();
        return new Step.Sent(millis, new AmiAction(headers.getFirst().value(), headers.subList(1, headers.size())));
    }
}
