/**
 * Who is who: {@link org.cordboard.server.login.Staff} knows everybody, {@link org.cordboard.server.login.Users} checks passwords,
 * {@link org.cordboard.server.login.PasswordChange} changes them, {@link org.cordboard.server.login.Tokens} remembers who has
 * logged in, {@link org.cordboard.server.login.PasswordHash} makes the hashes.
 */
@NullMarked
package org.cordboard.server.login;

import org.jspecify.annotations.NullMarked;
