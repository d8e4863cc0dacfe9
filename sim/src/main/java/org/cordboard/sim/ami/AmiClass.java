package org.cordboard.sim.ami;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Classes of AMI events and actions; an account may read some and write some. */
public enum AmiClass {
    SYSTEM,
    CALL,
    LOG,
    VERBOSE,
    COMMAND,
    AGENT,
    USER,
    CONFIG,
    DTMF,
    REPORTING,
    CDR,
    DIALPLAN,
    ORIGINATE,
    AGI,
    SECURITY;

    /** The word manager.conf uses. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<AmiClass> of(String word) {
        for (AmiClass known : values()) {
            if (known.word().equals(word.strip().toLowerCase(Locale.ROOT))) {
                return Optional.of(known);
            }
        }
        return Optional.empty();
    }

    /** Reads an event mask: {@code on}, {@code all}, {@code off}, or words separated by commas; unknown words are ignored. */
    static Set<AmiClass> mask(String text) {
        Set<AmiClass> classes = EnumSet.noneOf(AmiClass.class);
        for (String word : text.split(",", -1)) {
            switch (word.strip().toLowerCase(Locale.ROOT)) {
                case "on", "all", "yes", "true", "-1" -> classes.addAll(EnumSet.allOf(AmiClass.class));
                default -> of(word).ifPresent(classes::add);
            }
        }
        return classes;
    }
}
