package org.cordboard.server.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.cordboard.cti.ivr.IvrNode;
import org.cordboard.cti.ivr.IvrTree;
import org.cordboard.server.settings.TreeReading;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "check-ivr",
        description = "Reads a hotline's tree and lists every fault with its place.",
        mixinStandardHelpOptions = true)
final class CheckIvrCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE")
    private Path file = Path.of("tree.yaml");

    @Option(
            names = "--sounds",
            paramLabel = "DIR",
            description = "The PBX's recordings, to find prompts that are missing.")
    private @Nullable Path sounds;

    @Option(names = "--unanswered", description = "For a hotline with 'answer: tree'.")
    private boolean unanswered;

    @Override
    public Integer call() {
        IvrTree tree = TreeReading.read(file, sounds, unanswered);
        String queues = tree.nodes().values().stream()
                .filter(IvrNode.Queue.class::isInstance)
                .map(node -> ((IvrNode.Queue) node).queue().value())
                .distinct()
                .collect(Collectors.joining(", "));
        System.out.printf(
                "%s is good: %d nodes, languages %s, queues %s%n",
                file,
                tree.nodes().size(),
                tree.languages().isEmpty() ? "as recorded" : String.join(", ", tree.languages()),
                queues.isEmpty() ? "none" : queues);
        return 0;
    }
}
