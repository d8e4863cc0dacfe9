package org.cordboard.asterisk;

import java.util.LinkedHashMap;
import java.util.Map;

/** The variables an AGI leg starts with, from the URL-encoded {@code Env} of AsyncAGIStart. */
record AgiEnvironment(Map<String, String> variables) {

    static AgiEnvironment parse(String encoded) {
        Map<String, String> variables = new LinkedHashMap<>();
        for (String line : AgiResult.decoded(encoded).split("\n", -1)) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                variables.put(
                        line.substring(0, colon).strip(),
                        line.substring(colon + 1).strip());
            }
        }
        return new AgiEnvironment(variables);
    }

    /** The number the caller dialled, as the trunk said it, else the extension; empty when neither is known. */
    String dialled() {
        String dnid = variables.getOrDefault("agi_dnid", "");
        return dnid.isEmpty() || dnid.equals("unknown") ? variables.getOrDefault("agi_extension", "") : dnid;
    }
}
