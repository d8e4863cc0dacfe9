package org.cordboard.server.login;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Counts attempts to log in by name until one succeeds. An attempt counts as a failure from its beginning, so that many at once do
 * not get past the limit while the first is still being checked.
 *
 * <p>Names beyond ten thousand push out the one that was tried longest ago: guessing many names costs the guesser a password
 * check each, and nobody else's throttle is worth keeping longer than half a minute.
 */
final class FailureCount {

    static final int ALLOWED = 5;
    static final Duration WINDOW = Duration.ofSeconds(60);
    static final Duration REFUSAL = Duration.ofSeconds(30);
    static final int NAMES = 10_000;
    private static final int LONGEST_NAME = 64;

    /** What is known of one name. */
    private static final class Attempts {
        private final Deque<Instant> failures = new ArrayDeque<>();
        private @Nullable Instant refusedUntil;
    }

    private final InstantSource clock;
    private final Map<String, Attempts> byName = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Attempts> eldest) {
            return size() > NAMES;
        }
    };

    FailureCount(InstantSource clock) {
        this.clock = clock;
    }

    /** Counts an attempt; or says for how long there may be none. */
    synchronized Optional<LoginResult.Throttled> attempt(String name) {
        Instant now = clock.instant();
        Attempts attempts = byName.computeIfAbsent(key(name), n -> new Attempts());
        Instant until = attempts.refusedUntil;
        if (until != null && now.isBefore(until)) {
            return Optional.of(throttled(now, until));
        }
        attempts.refusedUntil = null;
        while (!attempts.failures.isEmpty()
                && !now.isBefore(attempts.failures.getFirst().plus(WINDOW))) {
            attempts.failures.removeFirst();
        }
        if (attempts.failures.size() >= ALLOWED) {
            Instant end = now.plus(REFUSAL);
            attempts.failures.clear();
            attempts.refusedUntil = end;
            return Optional.of(throttled(now, end));
        }
        attempts.failures.addLast(now);
        return Optional.empty();
    }

    /** The name's owner has shown the password. */
    synchronized void clear(String name) {
        byName.remove(key(name));
    }

    synchronized int names() {
        return byName.size();
    }

    private static LoginResult.Throttled throttled(Instant now, Instant until) {
        long seconds = Duration.between(now, until).plusMillis(999).toSeconds();
        return new LoginResult.Throttled(Duration.ofSeconds(Math.max(1, seconds)));
    }

    private static String key(String name) {
        return name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name;
    }
}
