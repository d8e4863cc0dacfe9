/**
 * Who may do what to what: {@link org.cordboard.crm.permission.Permissions} is the table,
 * {@link org.cordboard.crm.permission.Access} asks it for one user.
 */
@NullMarked
package org.cordboard.crm.permission;

import org.jspecify.annotations.NullMarked;
