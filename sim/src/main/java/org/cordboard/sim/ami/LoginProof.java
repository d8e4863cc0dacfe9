package org.cordboard.sim.ami;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/** Whether a client knows its secret: told plainly, or proved with MD5 over a challenge. */
final class LoginProof {

    private final String challenge;
    private boolean challenged;

    /** @param session the challenge depends on it alone: a recorded dialogue must repeat itself */
    LoginProof(int session) {
        this.challenge = String.format(Locale.ROOT, "%09d", (session * 104_729L + 271_828_182L) % 1_000_000_000L);
    }

    String challenge() {
        challenged = true;
        return challenge;
    }

    boolean holds(AmiAction login, AmiAccount account) {
        if (login.get("AuthType").equalsIgnoreCase("MD5")) {
            return challenged && md5(challenge + account.secret()).equalsIgnoreCase(login.get("Key"));
        }
        return account.secret().equals(login.get("Secret"));
    }

    private static String md5(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("MD5");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has MD5", e);
        }
    }
}
