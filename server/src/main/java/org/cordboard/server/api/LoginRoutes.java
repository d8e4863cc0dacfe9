package org.cordboard.server.api;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.protocol.Limits;
import org.cordboard.server.listen.HttpCall;
import org.cordboard.server.listen.HttpReply;
import org.cordboard.server.listen.RefusedException;
import org.cordboard.server.listen.Routes;
import org.cordboard.server.login.LoginResult;
import org.cordboard.server.login.PasswordChange;
import org.cordboard.server.login.Tokens;
import org.cordboard.server.login.Users;
import org.jspecify.annotations.Nullable;

/**
 * Logging in and out, and a new password. Checking a password takes a while, so it has threads of its own. A password that has to
 * be changed gives no token: all its owner can do is to change it.
 */
public final class LoginRoutes implements AutoCloseable {

    record Request(@Nullable String user, @Nullable String password) {

        @Override
        public String toString() {
            return "Request[" + user + "]";
        }
    }

    record Change(
            @Nullable String user,
            @Nullable String password,
            @Nullable String newPassword) {

        @Override
        public String toString() {
            return "Change[" + user + "]";
        }
    }

    record Granted(String token, long expiresAt) {

        @Override
        public String toString() {
            return "Granted";
        }
    }

    private final Users users;
    private final PasswordChange passwords;
    private final Tokens tokens;
    private final Function<String, Optional<AgentId>> holders;
    private final ReplyThreads threads = new ReplyThreads(
            "cti-login",
            "Try again when the database is back; users whom the settings give a password can log in now.");

    /** @param holders who a token belongs to, if it is good */
    public LoginRoutes(
            Users users, PasswordChange passwords, Tokens tokens, Function<String, Optional<AgentId>> holders) {
        this.users = users;
        this.passwords = passwords;
        this.tokens = tokens;
        this.holders = holders;
    }

    public Routes addTo(Routes routes) {
        return routes.onLater("POST", Limits.LOGIN_PATH, this::logIn)
                .on("POST", "/api/v1/logout", this::logOut)
                .onLater("POST", "/api/v1/password", this::changePassword);
    }

    private CompletionStage<HttpReply> logIn(HttpCall call) {
        Request request = call.json(Request.class);
        String user = request.user();
        String password = request.password();
        if (user == null || password == null) {
            throw RefusedException.badRequest(
                    "The user or the password is missing.", "The body must be {\"user\": …, \"password\": …}.");
        }
        return threads.run(() -> check(user, password.toCharArray()));
    }

    private HttpReply check(String user, char[] password) {
        LoginResult result = users.logIn(user, password);
        Arrays.fill(password, '\0');
        return switch (result) {
            case LoginResult.Accepted accepted -> granted(accepted.user().login());
            case LoginResult.Expired expired ->
                HttpReply.refused(
                        403,
                        "PASSWORD_EXPIRED",
                        "The password is right and has to be changed before anything else.",
                        "Send {\"user\": …, \"password\": …, \"newPassword\": …} to /api/v1/password, then log in.");
            case LoginResult.Refused refused -> wrong();
            case LoginResult.Throttled throttled ->
                throttled(throttled.retryAfter().toSeconds());
        };
    }

    private HttpReply granted(AgentId login) {
        return HttpReply.json(
                200, new Granted(tokens.issue(login), System.currentTimeMillis() + Tokens.LIFETIME.toMillis()));
    }

    private static HttpReply wrong() {
        return HttpReply.refused(
                401,
                "NOT_AUTHENTICATED",
                "The user name or the password is wrong.",
                "Check both; after five failures within a minute the name has to wait.");
    }

    private static HttpReply throttled(long seconds) {
        return HttpReply.refused(
                429, "TOO_MANY_ATTEMPTS", "There were too many attempts.", "Try again in " + seconds + " seconds.");
    }

    /** Only the holder of a good token learns that it was one. */
    private HttpReply logOut(HttpCall call) {
        Parameters.of(call);
        String token = Gate.token(call).orElse("");
        if (holders.apply(token).isEmpty()) {
            throw Gate.unknown();
        }
        tokens.revoke(token);
        return HttpReply.nothing();
    }

    private CompletionStage<HttpReply> changePassword(HttpCall call) {
        Change request = call.json(Change.class);
        String user = request.user();
        String password = request.password();
        String next = request.newPassword();
        if (user == null || password == null || next == null) {
            throw RefusedException.badRequest(
                    "The user, the password or the new password is missing.",
                    "The body must be {\"user\": …, \"password\": …, \"newPassword\": …}.");
        }
        String token = Gate.token(call).orElse("");
        return threads.run(() -> change(user, password.toCharArray(), next.toCharArray(), token));
    }

    private HttpReply change(String user, char[] password, char[] next, String token) {
        PasswordChange.Result result = passwords.change(user, password, next);
        Arrays.fill(password, '\0');
        Arrays.fill(next, '\0');
        return switch (result) {
            case PasswordChange.Result.Changed changed -> {
                tokens.revokeOthers(new AgentId(user), token);
                yield HttpReply.nothing();
            }
            case PasswordChange.Result.Refused refused -> wrong();
            case PasswordChange.Result.Throttled throttled ->
                throttled(throttled.retryAfter().toSeconds());
            case PasswordChange.Result.OfSettings settings -> ofSettings();
            case PasswordChange.Result.Unfit unfit -> unfit(unfit);
        };
    }

    static HttpReply ofSettings() {
        return HttpReply.refused(
                409,
                "USER_OF_SETTINGS",
                "The settings give this user a password.",
                "Change the user in the settings file; the server takes that over when it starts again.");
    }

    static HttpReply unfit(PasswordChange.Result.Unfit unfit) {
        List<String> faults = new ArrayList<>();
        unfit.faults().forEach(fault -> faults.add(fault.name()));
        if (unfit.usedBefore()) {
            faults.add("USED_BEFORE");
        }
        return HttpReply.refused(
                400,
                "PASSWORD_UNFIT",
                "The new password cannot be taken: " + String.join(", ", faults) + ".",
                "Take 10 to 256 characters of three kinds (small letters, capitals, digits, others), without the login"
                        + " name, and none of the last five passwords.");
    }

    @Override
    public void close() {
        threads.close();
    }
}
