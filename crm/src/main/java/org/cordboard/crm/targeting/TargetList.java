package org.cordboard.crm.targeting;

import java.time.LocalDate;

/**
 * A list of customers who are target customers from one day to another, both included, in the tenant's zone.
 *
 * @param id 1 to 64 letters, digits and . _ -
 * @param bonusSeconds the head start in the line that being on it gives
 * @param closed taken out of use before its last day
 */
public record TargetList(
        String id, String name, LocalDate firstDay, LocalDate lastDay, int bonusSeconds, boolean closed) {

    public TargetList {
        if (!id.matches("[A-Za-z0-9._-]{1,64}")) {
            throw new IllegalArgumentException("a target list's id has 1 to 64 letters, digits and . _ -");
        }
        if (name.isBlank() || name.length() > 200 || name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("a target list's name has 1 to 200 characters on one line");
        }
        if (lastDay.isBefore(firstDay)) {
            throw new IllegalArgumentException(
                    "target list '" + id + "' ends on " + lastDay + ", before it begins on " + firstDay);
        }
        if (bonusSeconds < 0) {
            throw new IllegalArgumentException("target list '" + id + "' has a negative bonus");
        }
    }

    public boolean isValidOn(LocalDate day) {
        return !closed && !day.isBefore(firstDay) && !day.isAfter(lastDay);
    }
}
