package org.cordboard.crm.organisation;

import org.jspecify.annotations.Nullable;

/**
 * A city company, a district of it, or a team of a district.
 *
 * @param id 1 to 64 characters; a customer's field {@code district} names a district by it
 * @param parent the unit above; null for a city
 */
public record Unit(
        String id, String name, UnitTier tier, @Nullable String parent) {

    public Unit {
        if (id.isBlank() || id.length() > 64 || id.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("a unit's id has 1 to 64 characters on one line");
        }
        if (name.isBlank() || name.length() > 200 || name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("unit '" + id + "': a name has 1 to 200 characters on one line");
        }
        if ((tier == UnitTier.CITY) != (parent == null)) {
            throw new IllegalArgumentException("unit '" + id + "': "
                    + (parent == null ? "only a city has no unit above" : "a city has no unit above"));
        }
    }
}
