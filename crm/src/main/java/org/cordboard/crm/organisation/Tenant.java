package org.cordboard.crm.organisation;

import java.time.ZoneId;
import org.cordboard.crm.customer.PhoneNumbers;

/**
 * Whose database this is.
 *
 * @param region the country whose numbering plan reads its numbers, two letters (ISO 3166)
 * @param zone in which its days begin and end
 */
public record Tenant(String id, String name, String region, ZoneId zone) {

    public Tenant {
        if (!id.matches("[A-Za-z0-9._-]{1,64}")) {
            throw new IllegalArgumentException("a tenant's id has 1 to 64 letters, digits and . _ -");
        }
        if (name.isBlank() || name.length() > 200 || name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("a tenant's name has 1 to 200 characters on one line");
        }
        if (!PhoneNumbers.knowsRegion(region)) {
            throw new IllegalArgumentException("no numbering plan is known for region " + region);
        }
    }
}
