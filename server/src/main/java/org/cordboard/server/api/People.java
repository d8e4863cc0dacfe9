package org.cordboard.server.api;

import org.cordboard.crm.organisation.OrganisationStore;
import org.cordboard.crm.organisation.UserStore;
import org.cordboard.server.login.PasswordChange;
import org.cordboard.server.login.Staff;
import org.cordboard.server.login.Tokens;

/** Those who log in, and what is kept of them. */
public record People(Staff staff, UserStore users, OrganisationStore units, PasswordChange passwords, Tokens tokens) {}
