package org.cordboard.server.settings;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what should not stand in the settings: written there, taken from the environment, or from a file of its own. */
final class SecretReader {

    static final Pattern REFERENCE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]{0,63})}");
    private static final int LONGEST = 128;

    private final SettingsFiles files;
    private final Map<String, String> environment;
    private final Faults faults;

    SecretReader(SettingsFiles files, Map<String, String> environment, Faults faults) {
        this.files = files;
        this.environment = environment;
        this.faults = faults;
    }

    @Nullable
    Secret read(Section section, Key.Scalar<String> secretKey, Key.Scalar<String> fileKey) {
        String secret = section.read(secretKey);
        String file = section.read(fileKey);
        boolean inline = section.has(secretKey);
        boolean inFile = section.has(fileKey);
        if (inline == inFile) {
            faults.add(
                    inline ? section.place(fileKey) : section.place(),
                    inline ? "both secret and secretFile are given" : "neither secret nor secretFile is given",
                    "give one of them; secret: ${NAME} takes it from the environment");
            return null;
        }
        if (secret != null) {
            return resolve(secret, section.place(secretKey));
        }
        return file == null ? null : fromFile(file, section.place(fileKey));
    }

    private @Nullable Secret resolve(String text, Place place) {
        Matcher reference = REFERENCE.matcher(text);
        if (!reference.matches()) {
            if (text.contains("${")) {
                faults.add(place, "a reference to the environment must stand alone", "write secret: ${NAME}");
                return null;
            }
            return new Secret(text);
        }
        String value = fromEnvironment(reference.group(1), place);
        return value == null ? null : checked(value, place);
    }

    private @Nullable String fromEnvironment(String variable, Place place) {
        String value = environment.get(variable);
        if (value == null || value.isBlank()) {
            faults.add(
                    place, "the environment variable " + variable + " is not set", "set it before the server starts");
            return null;
        }
        return value;
    }

    /** The hash of a user's password; null, with a fault, when there is none that can be used. */
    @Nullable
    String passwordHash(Section user) {
        String text = user.read(SettingsKeys.USER_PASSWORD_HASH);
        Matcher reference = REFERENCE.matcher(text == null ? "" : text);
        if (!reference.matches()) {
            return text;
        }
        String variable = reference.group(1);
        Place place = user.place(SettingsKeys.USER_PASSWORD_HASH);
        String value = fromEnvironment(variable, place);
        try {
            return value == null ? null : SettingsKeys.PASSWORD_HASH.parse(value.strip());
        } catch (BadValue e) {
            faults.add(place, "the environment variable " + variable + " holds no valid password hash", e.advice());
            return null;
        }
    }

    private @Nullable Secret fromFile(String name, Place place) {
        String first;
        try {
            first = new String(files.read(name, 4096), StandardCharsets.UTF_8)
                    .lines()
                    .findFirst()
                    .orElse("")
                    .strip();
        } catch (IOException e) {
            faults.add(
                    place,
                    "the secret's file " + files.display(name) + " cannot be read",
                    "check the name, relative to the settings file, and that the server may read it");
            return null;
        }
        return checked(first, place);
    }

    /** A line break in a secret would let it write further lines to a PBX. */
    private @Nullable Secret checked(String value, Place place) {
        if (value.isBlank() || value.length() > LONGEST || value.chars().anyMatch(Character::isISOControl)) {
            faults.add(place, "the secret is empty, too long or not one line", "use 1–" + LONGEST + " characters");
            return null;
        }
        return new Secret(value);
    }
}
