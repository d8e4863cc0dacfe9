package org.cordboard.server.login;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cordboard.cti.agent.AgentId;
import org.jspecify.annotations.Nullable;

/**
 * Tokens of those who have logged in: 256 random bits each, kept as SHA-256 only, valid for twelve hours. Given a
 * file they outlive the server, so that desktops come back without anybody's typing a password. Safe for use by many threads.
 *
 * <p>At most ten thousand are kept; the oldest goes first.
 */
public final class Tokens {

    public static final Duration LIFETIME = Duration.ofHours(12);
    static final int KEPT = 10_000;
    private static final int BYTES = 32;
    private static final int LONGEST = 64;

    /** Whose a token is and until when. */
    record Holder(AgentId user, Instant until) {}

    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Holder> byHash = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Holder> eldest) {
            return size() > KEPT;
        }
    };
    private final @Nullable TokenFile file;

    /** Tokens that are gone when the server stops. */
    public Tokens(InstantSource clock) {
        this.clock = clock;
        this.file = null;
    }

    /** Takes over those in the file that are still good. */
    public Tokens(InstantSource clock, TokenFile file) {
        this.clock = clock;
        this.file = file;
        Instant now = clock.instant();
        file.read().forEach((hash, kept) -> {
            Instant until = Instant.ofEpochMilli(Long.parseLong(kept[1]));
            if (now.isBefore(until)) {
                byHash.put(hash, new Holder(new AgentId(kept[0]), until));
            }
        });
        file.begin(byHash);
    }

    /** Makes a token. Only the one it is given to ever has it. */
    public String issue(AgentId user) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        Instant until = clock.instant().plus(LIFETIME);
        synchronized (byHash) {
            byHash.put(hash(token), new Holder(user, until));
            if (file != null) {
                file.issued(hash(token), user.value(), until.toEpochMilli());
                if (file.isLong()) {
                    file.begin(byHash);
                }
            }
        }
        return token;
    }

    /** Whose token it is; empty when it is unknown, revoked or expired. */
    public Optional<AgentId> holder(String token) {
        if (token.length() > LONGEST) {
            return Optional.empty();
        }
        String hash = hash(token);
        Instant now = clock.instant();
        synchronized (byHash) {
            Holder holder = byHash.get(hash);
            if (holder == null) {
                return Optional.empty();
            }
            if (!now.isBefore(holder.until())) {
                byHash.remove(hash);
                return Optional.empty();
            }
            return Optional.of(holder.user());
        }
    }

    /** Makes a token worthless; one that is unknown already is. */
    public void revoke(String token) {
        if (token.length() <= LONGEST) {
            synchronized (byHash) {
                drop(hash(token));
            }
        }
    }

    /** Makes all tokens of a user worthless but one. */
    public void revokeOthers(AgentId user, String kept) {
        String hash = kept.length() <= LONGEST ? hash(kept) : "";
        synchronized (byHash) {
            ofUser(user).stream().filter(h -> !h.equals(hash)).forEach(this::drop);
        }
    }

    /** Makes all tokens of a user worthless. */
    public void revokeAll(AgentId user) {
        synchronized (byHash) {
            ofUser(user).forEach(this::drop);
        }
    }

    private List<String> ofUser(AgentId user) {
        return byHash.entrySet().stream()
                .filter(token -> token.getValue().user().equals(user))
                .map(Map.Entry::getKey)
                .toList();
    }

    private void drop(String hash) {
        if (byHash.remove(hash) != null && file != null) {
            file.revoked(hash);
        }
    }

    private static String hash(String token) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
