package org.cordboard.crm.organisation;

/** The tiers of an organisation, the highest first. A unit stands right below one of the tier above. */
public enum UnitTier {
    CITY,
    DISTRICT,
    TEAM
}
