package org.cordboard.server;

import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.cordboard.server.listen.HttpCall;
import org.cordboard.server.listen.HttpReply;
import org.cordboard.server.listen.RefusedException;
import org.cordboard.server.login.LoginResult;
import org.cordboard.server.login.Tokens;
import org.cordboard.server.login.Users;
import org.jspecify.annotations.Nullable;

/** {@code POST /api/v1/login}: a user name and password for a token. Checking a password takes a while, so it has its own threads. */
final class LoginRoute implements AutoCloseable {

    private static final int WAITING = 1_000;

    record Request(@Nullable String user, @Nullable String password) {

        @Override
        public String toString() {
            return "Request[" + user + "]";
        }
    }

    record Granted(String token, long expiresAt) {

        @Override
        public String toString() {
            return "Granted";
        }
    }

    private final Users users;
    private final Tokens tokens;
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            2, 2, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING), work -> new Thread(work, "cti-login"));

    LoginRoute(Users users, Tokens tokens) {
        this.users = users;
        this.tokens = tokens;
    }

    CompletionStage<HttpReply> answer(HttpCall call) {
        Request request = call.json(Request.class);
        String user = request.user();
        String password = request.password();
        if (user == null || password == null) {
            throw RefusedException.badRequest(
                    "The user or the password is missing.", "The body must be {\"user\": …, \"password\": …}.");
        }
        try {
            return CompletableFuture.supplyAsync(() -> check(user, password.toCharArray()), threads);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.completedFuture(
                    HttpReply.refused(503, "BUSY", "Too many are logging in.", "Try again in a moment."));
        }
    }

    private HttpReply check(String user, char[] password) {
        LoginResult result = users.logIn(user, password);
        Arrays.fill(password, '\0');
        return switch (result) {
            case LoginResult.Accepted accepted ->
                HttpReply.json(
                        200,
                        new Granted(
                                tokens.issue(accepted.user().login()),
                                System.currentTimeMillis() + Tokens.LIFETIME.toMillis()));
            case LoginResult.Refused refused ->
                HttpReply.refused(
                        401,
                        "NOT_AUTHENTICATED",
                        "The user name or the password is wrong.",
                        "Check both; after five failures within a minute the name has to wait.");
            case LoginResult.Throttled throttled ->
                HttpReply.refused(
                        429,
                        "TOO_MANY_ATTEMPTS",
                        "There were too many failed attempts.",
                        "Try again in " + throttled.retryAfter().toSeconds() + " seconds.");
        };
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
