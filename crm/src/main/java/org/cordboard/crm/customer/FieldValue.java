package org.cordboard.crm.customer;

import java.util.Map;

/**
 * A field of a customer as the sources have it.
 *
 * @param value what counts
 * @param source who says so
 * @param others what other sources say instead, by source; empty when all agree
 * @param contested whether somebody should decide: another source differs, and nobody has decided on that yet
 */
public record FieldValue(Field field, String value, String source, Map<String, String> others, boolean contested) {

    public FieldValue {
        others = Map.copyOf(others);
    }
}
