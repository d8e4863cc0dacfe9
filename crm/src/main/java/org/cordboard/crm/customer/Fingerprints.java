package org.cordboard.crm.customer;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.cordboard.cti.customer.CustomerId;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Recognises customers who were erased without knowing who they were: by a keyed hash (HMAC-SHA-256) of their id and identity.
 * The key is drawn with the first erasure and stays in the database.
 */
final class Fingerprints {

    private static final String SECRET = "erasure";
    private static final String ALGORITHM = "HmacSHA256";

    private final Handle handle;

    Fingerprints(Handle handle) {
        this.handle = handle;
    }

    /** The ids of those claims whose customer was erased. */
    Set<String> erased(List<CustomerClaim> claims) {
        Optional<String> secret = secret();
        if (secret.isEmpty()) {
            return Set.of();
        }
        Map<String, String> idOf = new LinkedHashMap<>();
        for (CustomerClaim claim : claims) {
            of(secret.get(), claim.id(), claim.identity())
                    .forEach(print -> idOf.put(print, claim.id().value()));
        }
        Set<String> erased = new LinkedHashSet<>();
        List<String> all = List.copyOf(idOf.keySet());
        for (int from = 0; from < all.size(); from += CustomerTable.KEYS) {
            handle.createQuery("select fingerprint from erasures where fingerprint in (<prints>)")
                    .bindList("prints", all.subList(from, Math.min(all.size(), from + CustomerTable.KEYS)))
                    .mapTo(String.class)
                    .forEach(print -> erased.add(String.valueOf(idOf.get(print))));
        }
        return erased;
    }

    /** Remembers a customer who is being erased. */
    void add(CustomerId id, @Nullable Identity identity, String pseudonym, long at) {
        for (String print : of(secret().orElseGet(this::drawSecret), id, identity)) {
            handle.createUpdate("insert into erasures (fingerprint, pseudonym, at) values (:print, :pseudonym, :at)")
                    .bind("print", print)
                    .bind("pseudonym", pseudonym)
                    .bind("at", at)
                    .execute();
        }
    }

    private Optional<String> secret() {
        return handle.createQuery("select secret from secrets where name = :name")
                .bind("name", SECRET)
                .mapTo(String.class)
                .findOne();
    }

    private String drawSecret() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        String secret = HexFormat.of().formatHex(bytes);
        handle.createUpdate("insert into secrets (name, secret) values (:name, :secret)")
                .bind("name", SECRET)
                .bind("secret", secret)
                .execute();
        return secret;
    }

    private static List<String> of(String secret, CustomerId id, @Nullable Identity identity) {
        String ofId = hash(secret, "id:" + id.value());
        return identity == null ? List.of(ofId) : List.of(ofId, hash(secret, "identity:" + identity.value()));
    }

    private static String hash(String secret, String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(HexFormat.of().parseHex(secret), ALGORITHM));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }
}
