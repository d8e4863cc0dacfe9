package org.cordboard.server.api;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import org.cordboard.crm.permission.Action;
import org.cordboard.crm.permission.Resource;
import org.cordboard.crm.reports.Reports;
import org.cordboard.server.listen.HttpCall;
import org.cordboard.server.listen.RefusedException;
import org.jspecify.annotations.Nullable;

/** What all reports do alike. */
final class Reported {

    private Reported() {}

    /** The form wanted; CSV needs the right to export. */
    static Form form(HttpCall call, Asker asker) {
        Form form = Form.wanted(call);
        if (form == Form.CSV) {
            asker.mustHave(Resource.REPORT, Action.EXPORT);
        }
        return form;
    }

    static <T> List<T> read(Supplier<List<T>> report) {
        try {
            return report.get();
        } catch (Reports.TooLargeException e) {
            throw RefusedException.badRequest(
                    "The report would have more than " + Reports.MOST + " rows.",
                    "Ask for a shorter time, a longer interval, or one queue, agent or unit.");
        }
    }

    /** A share with four places; null when there is none. */
    static @Nullable Double share(OptionalDouble share) {
        return share.isEmpty() ? null : Math.round(share.getAsDouble() * 10_000) / 10_000.0;
    }

    static @Nullable Long millis(OptionalDouble mean) {
        return mean.isEmpty() ? null : Math.round(mean.getAsDouble());
    }
}
