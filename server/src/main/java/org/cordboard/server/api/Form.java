package org.cordboard.server.api;

import java.util.Locale;
import org.cordboard.server.listen.HttpCall;
import org.cordboard.server.listen.HttpReply;
import org.cordboard.server.listen.RefusedException;

/** The form in which somebody wants an answer. */
enum Form {
    JSON,
    CSV;

    /**
     * The first of the forms asked for that is to be had here; weights ({@code q=}) are not looked at.
     *
     * @throws RefusedException with 406 when there is none
     */
    static Form wanted(HttpCall call) {
        String accept = call.header("accept").orElse("*/*");
        for (String part : accept.split(",", -1)) {
            switch (part.split(";", -1)[0].strip().toLowerCase(Locale.ROOT)) {
                case "text/csv", "text/*" -> {
                    return CSV;
                }
                case "*/*", "application/*", "application/json", "" -> {
                    return JSON;
                }
                default -> {}
            }
        }
        throw new RefusedException(HttpReply.refused(
                406,
                "NOT_ACCEPTABLE",
                "The answer is not to be had in a form that 'Accept' names.",
                "Accept application/json or text/csv."));
    }
}
