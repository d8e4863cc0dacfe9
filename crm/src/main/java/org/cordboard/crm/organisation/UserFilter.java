package org.cordboard.crm.organisation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which users are asked for. A part that is null asks for nothing.
 *
 * @param units any of these; at most 10,000
 * @param beginning how the login or the name begins
 * @param after the login after which the page begins
 * @param most rows of a page, 1..1000
 */
public record UserFilter(
        @Nullable List<String> units,
        @Nullable String login,
        @Nullable String beginning,
        @Nullable Role role,
        @Nullable Boolean active,
        String after,
        int most) {

    private static final int MOST = 1000;

    public UserFilter {
        if (most < 1 || most > MOST) {
            throw new IllegalArgumentException("most out of range 1..1000: " + most);
        }
        units = units == null ? null : List.copyOf(units);
    }
}
