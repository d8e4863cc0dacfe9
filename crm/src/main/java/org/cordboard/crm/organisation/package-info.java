/**
 * A tenant's organisation in three tiers and its users.
 *
 * <p>Reading order: {@link org.cordboard.crm.organisation.Organisation} (who is below whom),
 * {@link org.cordboard.crm.organisation.OrganisationStore}, {@link org.cordboard.crm.organisation.UserStore},
 * {@link org.cordboard.crm.organisation.PasswordRules}, {@link org.cordboard.crm.organisation.TenantStore}.
 */
@NullMarked
package org.cordboard.crm.organisation;

import org.jspecify.annotations.NullMarked;
