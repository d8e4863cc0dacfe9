package org.cordboard.server.cli;

import java.util.Arrays;
import org.cordboard.crm.load.CustomerFileException;
import org.cordboard.crm.store.StoreUnavailableException;
import org.cordboard.cti.journal.JournalFailedException;
import org.cordboard.server.journal.JournalDamagedException;
import org.cordboard.server.listen.Listener;
import org.cordboard.server.settings.SettingsException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line: {@code ./cordboard COMMAND}. */
@Command(
        name = "cordboard",
        description = "CTI middleware and agent softphone server.",
        mixinStandardHelpOptions = true,
        version = "Cordboard 0.1.0",
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "./cordboard build, test, fuzz and format work on the sources.", "docs/ explains the rest."},
        subcommands = {
            DemoCommand.class,
            ServeCommand.class,
            AgentSeat.class,
            SimPbxCommand.class,
            SimulateCommand.class,
            TortureCommand.class,
            CheckConfigCommand.class,
            CheckIvrCommand.class,
            IvrCommand.class,
            ImportCustomersCommand.class,
            HashPasswordCommand.class,
            ReplayCommand.class,
            BenchCommand.class,
            CommandLine.HelpCommand.class
        })
public final class Main {

    private static final String SERVE = "serve";

    private Main() {}

    public static void main(String[] args) {
        // A server that was killed is awaited, and it takes half a second to look at all commands.
        boolean serves = args.length > 0 && args[0].equals(SERVE);
        System.exit(
                serves
                        ? serveAlone().execute(Arrays.copyOfRange(args, 1, args.length))
                        : commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return explaining(new CommandLine(new Main()));
    }

    static CommandLine serveAlone() {
        return explaining(new CommandLine(new ServeCommand())).setCommandName("cordboard " + SERVE);
    }

    private static CommandLine explaining(CommandLine command) {
        return command.setExecutionExceptionHandler(Main::explain).setCaseInsensitiveEnumValuesAllowed(true);
    }

    /** Failures we foresee are a sentence; anything else is ours, and says where to look. */
    private static int explain(Exception e, CommandLine command, CommandLine.ParseResult result) {
        if (foreseen(e)) {
            command.getErr().println(e.getMessage());
            return 1;
        }
        command.getErr().println("This should not have happened: " + e);
        command.getErr().println("Run with CORDBOARD_JAVA_OPTS=-Dcordboard.trace=true to see where.");
        if (Boolean.getBoolean("cordboard.trace")) {
            e.printStackTrace(command.getErr());
        }
        return 70;
    }

    private static boolean foreseen(Exception e) {
        return e instanceof SettingsException
                || e instanceof CustomerFileException
                || e instanceof StoreUnavailableException
                || e instanceof JournalFailedException
                || e instanceof JournalDamagedException
                || e instanceof Listener.ListenException
                || e instanceof CommandFailedException;
    }

    /** A command could not do its work; the message says why and what to do. */
    static final class CommandFailedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        CommandFailedException(String message) {
            super(message);
        }
    }
}
