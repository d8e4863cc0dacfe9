package org.cordboard.server.demo;

import java.nio.file.Path;
import java.util.Locale;

/**
 * What the demonstration is to be.
 *
 * @param port of the server on loopback; 0 takes any
 * @param robots how many robot agents work, 1 to 12
 * @param callsPerMinute how many customers call
 */
public record DemoOptions(
        Path dataDirectory, int port, int robots, double callsPerMinute, int customers, long seed, Locale locale) {

    public DemoOptions {
        if (robots < 0 || robots > 12) {
            throw new IllegalArgumentException("The demo has 12 robots at most.");
        }
    }
}
