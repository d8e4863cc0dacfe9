package org.cordboard.server.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import picocli.CommandLine;

/** One run of the command line, and what it printed. */
record Cli(int exit, String out, String err) {

    static Cli run(String... args) {
        return typing("", args);
    }

    static Cli typing(String input, String... args) {
        PrintStream outBefore = System.out;
        InputStream inBefore = System.in;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(out, true, UTF_8));
            System.setIn(new ByteArrayInputStream(input.getBytes(UTF_8)));
            CommandLine line = Main.commandLine();
            line.setOut(new PrintWriter(out, true, UTF_8));
            line.setErr(new PrintWriter(err, true, UTF_8));
            int exit = line.execute(args);
            line.getOut().flush();
            line.getErr().flush();
            return new Cli(exit, out.toString(UTF_8), err.toString(UTF_8));
        } finally {
            System.setOut(outBefore);
            System.setIn(inBefore);
        }
    }
}
