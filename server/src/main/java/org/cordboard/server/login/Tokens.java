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
import java.util.Map;
import java.util.Optional;
import org.cordboard.cti.agent.AgentId;

/**
 * Tokens of those who have logged in: 256 random bits each, kept as SHA-256 only, valid for twelve hours, gone when the server
 * stops. Safe for use by many threads.
 *
 * <p>At most ten thousand are kept; the oldest goes first.
 */
public final class Tokens {

    public static final Duration LIFETIME = Duration.ofHours(12);
    static final int KEPT = 10_000;
    private static final int BYTES = 32;
    private static final int LONGEST = 64;

    /** Whose a token is and until when. */
    private record Holder(AgentId user, Instant until) {}

    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Holder> byHash = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Holder> eldest) {
            return size() > KEPT;
        }
    };

    public Tokens(InstantSource clock) {
        this.clock = clock;
    }

    /** Makes a token. Only the one it is given to ever has it. */
    public String issue(AgentId user) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        Instant until = clock.instant().plus(LIFETIME);
        synchronized (byHash) {
            byHash.put(hash(token), new Holder(user, until));
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
                byHash.remove(hash(token));
            }
        }
    }

    /** Makes all tokens of a user worthless but one. */
    public void revokeOthers(AgentId user, String kept) {
        String hash = kept.length() <= LONGEST ? hash(kept) : "";
        synchronized (byHash) {
            byHash.entrySet()
                    .removeIf(token -> token.getValue().user().equals(user)
                            && !token.getKey().equals(hash));
        }
    }

    /** Makes all tokens of a user worthless. */
    public void revokeAll(AgentId user) {
        synchronized (byHash) {
            byHash.values().removeIf(holder -> holder.user().equals(user));
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
