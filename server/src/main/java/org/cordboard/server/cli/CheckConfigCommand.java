package org.cordboard.server.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.cordboard.cti.ivr.IvrTree;
import org.cordboard.server.settings.Settings;
import org.cordboard.server.settings.SettingsReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "check-config",
        description = "Reads a settings file and all it names, and lists every fault with its place.",
        mixinStandardHelpOptions = true)
final class CheckConfigCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE")
    private Path config = Path.of("cordboard.yaml");

    @Override
    public Integer call() {
        Settings settings = new SettingsReader(System.getenv()).read(config);
        System.out.printf(
                "%s is good: site %s, %d PBXs, %d stations, %d queues, %d hotlines, %d users%n",
                config,
                settings.site(),
                settings.pbxs().size(),
                settings.stations().size(),
                settings.queues().size(),
                settings.hotlines().size(),
                settings.users().size());
        settings.warnings().forEach(warning -> System.out.println("warning: " + warning));
        settings.trees().forEach(tree -> System.out.println(prompts(tree)));
        return 0;
    }

    private static String prompts(IvrTree tree) {
        return tree.prompts().isEmpty()
                ? "tree %s needs no prompts".formatted(tree.name())
                : "tree %s needs these prompts at the PBX: %s"
                        .formatted(tree.name(), String.join(", ", tree.prompts()));
    }
}
