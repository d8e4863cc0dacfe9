package org.cordboard.server.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.cordboard.server.login.PasswordHash;
import picocli.CommandLine.Command;

@Command(
        name = "hash-password",
        description = "Asks for a password, or reads one line, and prints its Argon2id hash for the settings.",
        mixinStandardHelpOptions = true)
final class HashPasswordCommand implements Callable<Integer> {

    @Override
    public Integer call() throws IOException {
        char[] asked = Terminal.askPassword("Password");
        char[] password = asked == null ? readLine() : asked;
        if (password.length == 0) {
            throw new Main.CommandFailedException("There was no password to hash.");
        }
        System.out.println(PasswordHash.of(password));
        Arrays.fill(password, '\0');
        return 0;
    }

    private static char[] readLine() throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
        String line = in.readLine();
        return line == null ? new char[0] : line.toCharArray();
    }
}
