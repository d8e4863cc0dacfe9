package org.cordboard.crm.organisation;

import java.util.Optional;

/** The tiers of an organisation, the highest first. A unit stands right below one of the tier above. */
public enum UnitTier {
    CITY,
    DISTRICT,
    TEAM;

    /** The tier right above; empty for a city. */
    Optional<UnitTier> above() {
        return switch (this) {
            case CITY -> Optional.empty();
            case DISTRICT -> Optional.of(CITY);
            case TEAM -> Optional.of(DISTRICT);
        };
    }
}
