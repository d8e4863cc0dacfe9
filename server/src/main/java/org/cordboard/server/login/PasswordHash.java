package org.cordboard.server.login;

import com.password4j.Argon2Function;
import com.password4j.BadParametersException;
import com.password4j.SaltGenerator;
import com.password4j.types.Argon2;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Argon2id password hashes in PHC form, with 19 MiB of memory, 2 iterations and 1 lane (the least that OWASP recommends). Making
 * or checking one takes some 60 ms of one core on purpose.
 */
public final class PasswordHash {

    private static final int MEMORY_KIB = 19 * 1024;
    private static final int ITERATIONS = 2;
    private static final int LANES = 1;
    private static final int HASH_BYTES = 32;
    private static final int SALT_BYTES = 16;
    private static final int LONGEST = 256;
    /** The least that the function takes. */
    private static final int THROW_AWAY_MEMORY_KIB = 8;

    private PasswordHash() {}

    /**
     * Hashes a password with a salt of its own.
     *
     * @param password 1 to 256 characters; left as it is
     * @return PHC text, as the settings take it
     */
    public static String of(char[] password) {
        return of(password, MEMORY_KIB, ITERATIONS);
    }

    /**
     * Hashes a password that a program has drawn at random and that dies with it, at hardly any cost. Slow hashing protects
     * passwords that people think of, from those who have read the hashes; nobody can guess 72 random bits however fast they try,
     * and these hashes are written nowhere. For passwords of people {@link #of(char[])} is the only choice.
     */
    public static String ofThrowAway(char[] password) {
        return of(password, THROW_AWAY_MEMORY_KIB, 1);
    }

    private static String of(char[] password, int memoryKib, int iterations) {
        if (!hasUsableLength(password)) {
            throw new IllegalArgumentException("a password has 1 to " + LONGEST + " characters");
        }
        Argon2Function function = Argon2Function.getInstance(memoryKib, iterations, LANES, HASH_BYTES, Argon2.ID);
        byte[] bytes = utf8(password);
        try {
            return function.hash(bytes, SaltGenerator.generate(SALT_BYTES)).getResult();
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /** Whether the password is the one that was hashed. Takes as long whether it is or not. */
    static boolean matches(char[] password, String hash) {
        if (!hasUsableLength(password)) {
            return false;
        }
        byte[] bytes = utf8(password);
        try {
            return Argon2Function.getInstanceFromHash(hash).check(bytes, hash.getBytes(StandardCharsets.US_ASCII));
        } catch (BadParametersException e) {
            throw new IllegalArgumentException("not an Argon2id hash in PHC form", e);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    private static boolean hasUsableLength(char[] password) {
        return password.length >= 1 && password.length <= LONGEST;
    }

    private static byte[] utf8(char[] password) {
        ByteBuffer encoded = ByteBuffer.allocate(3 * password.length);
        CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder().onMalformedInput(CodingErrorAction.REPLACE);
        if (!encoder.encode(CharBuffer.wrap(password), encoded, true).isUnderflow()) {
            throw new IllegalStateException("three bytes hold any char in UTF-8");
        }
        byte[] bytes = Arrays.copyOf(encoded.array(), encoded.position());
        Arrays.fill(encoded.array(), (byte) 0);
        return bytes;
    }
}
