package org.cordboard.server.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.cordboard.crm.load.ImportProgress;
import org.cordboard.crm.load.ImportRuns;
import org.cordboard.crm.load.UploadedImports;
import org.cordboard.crm.permission.Action;
import org.cordboard.crm.permission.Resource;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.server.listen.HttpCall;
import org.cordboard.server.listen.HttpReply;
import org.cordboard.server.listen.RefusedException;
import org.jspecify.annotations.Nullable;

/**
 * Imports of customers. A file brings customers of any district, so who sends one must have the right for all of them; who may
 * look at imports sees those of their unit's people.
 */
final class ImportRoutes {

    static final long MOST_BYTES = 1L << 30;

    private static final String LIST = "imports";
    private static final int MOST = 500;
    /** Of a file of faulty rows that is shown; all of it stands in the data directory. */
    private static final int MOST_FAULTY_BYTES = 8 << 20;

    /** @param rowsPerSecond null before it began */
    record ImportView(
            long id,
            String file,
            String source,
            String by,
            String state,
            String reason,
            long startedAt,
            @Nullable Long endedAt,
            int percent,
            int rows,
            int good,
            int faulty,
            int added,
            int changed,
            int unchanged,
            @Nullable Long rowsPerSecond) {}

    private final UploadedImports imports;
    private final ImportRuns runs;
    private final Colleagues colleagues;

    ImportRoutes(UploadedImports imports, ImportRuns runs, Colleagues colleagues) {
        this.imports = imports;
        this.runs = runs;
        this.colleagues = colleagues;
    }

    void addTo(GuardedRoutes to) {
        to.addFile("/api/v1/imports", Resource.IMPORT, Action.ADD, MOST_BYTES, this::add)
                .add("GET", "/api/v1/imports", Resource.IMPORT, Action.VIEW, this::search)
                .add("GET", "/api/v1/imports/{id}", Resource.IMPORT, Action.VIEW, this::view)
                .add("GET", "/api/v1/imports/{id}/faulty", Resource.IMPORT, Action.VIEW, this::faulty)
                .add("POST", "/api/v1/imports/{id}/cancel", Resource.IMPORT, Action.ADD, this::cancel);
    }

    private HttpReply add(HttpCall call, Asker asker, Path file) {
        Parameters query = Parameters.of(call, "source", "file");
        asker.mustHaveEverywhere(Resource.IMPORT, Action.ADD);
        String source = query.text("source").orElse("upload");
        if (source.length() > 64 || source.equals("staff")) {
            throw Refusals.badValue("source must have 1 to 64 characters and not be 'staff'");
        }
        try {
            long id = imports.submit(
                    file,
                    query.text("file").orElse("upload.csv"),
                    source,
                    asker.login().value());
            return HttpReply.json(202, view(runs.find(id).orElseThrow())).with("Location", "/api/v1/imports/" + id);
        } catch (UploadedImports.TooManyException e) {
            throw new RefusedException(HttpReply.refused(
                    503,
                    "TOO_MANY_IMPORTS",
                    UploadedImports.WAITING + " imports wait already.",
                    "Wait until one has ended, or cancel one."));
        }
    }

    private HttpReply search(HttpCall call, Asker asker) {
        Parameters query = Parameters.of(call, "query", "state", "limit", "cursor");
        int most = query.limit(MOST);
        String beginning = query.text("query").orElse("");
        Optional<ImportRuns.State> state = query.word("state", ImportRuns.State.class);
        long before = query.cursor(LIST).map(Cursor::number).orElse(Long.MAX_VALUE);
        List<ImportView> found = runs.before(before, 1_000).stream()
                .filter(run -> maySee(asker, run))
                .filter(run -> state.isEmpty() || run.state() == state.get())
                .filter(run -> run.file().startsWith(beginning) || run.source().startsWith(beginning))
                .limit(most + 1)
                .map(this::view)
                .toList();
        return Listing.reply(call, ImportView.class, found, most, last -> new Cursor(LIST, last.id(), ""));
    }

    private boolean maySee(Asker asker, ImportRuns.Run run) {
        return colleagues.maySee(asker, Resource.IMPORT, run.by().isEmpty() ? null : new AgentId(run.by()));
    }

    private HttpReply view(HttpCall call, Asker asker) {
        Parameters.of(call);
        return HttpReply.json(200, view(known(call, asker)));
    }

    private HttpReply faulty(HttpCall call, Asker asker) {
        Parameters.of(call);
        ImportRuns.Run run = known(call, asker);
        return imports.faulty(run.id())
                .map(file -> HttpReply.text(200, "text/csv; charset=utf-8; header=present", text(file)))
                .orElseThrow(() -> Refusals.notFound(
                        "NO_FAULTY_ROWS",
                        "file of faulty rows",
                        "Only imports with faulty rows have one, for a while."));
    }

    /** Whole lines only, however long the file is. */
    private static String text(Path file) {
        try (var in = Files.newInputStream(file)) {
            String read = new String(in.readNBytes(MOST_FAULTY_BYTES), StandardCharsets.UTF_8);
            return read.substring(0, read.lastIndexOf('\n') + 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpReply cancel(HttpCall call, Asker asker) {
        Parameters.of(call);
        ImportRuns.Run run = known(call, asker);
        asker.mustHaveEverywhere(Resource.IMPORT, Action.ADD);
        if (!imports.cancel(run.id())) {
            throw Refusals.conflict("IMPORT_ENDED", "The import has ended already.", "Look at it to see how.");
        }
        return HttpReply.json(202, view(run));
    }

    private ImportRuns.Run known(HttpCall call, Asker asker) {
        String id = call.place("id");
        return Optional.of(id)
                .filter(text -> text.matches("\\d{1,18}"))
                .flatMap(text -> runs.find(Long.parseLong(text)))
                .filter(run -> maySee(asker, run))
                .orElseThrow(
                        () -> Refusals.notFound("NO_SUCH_IMPORT", "import", "List the imports at /api/v1/imports."));
    }

    private ImportView view(ImportRuns.Run run) {
        ImportProgress progress = imports.progress(run.id())
                .orElse(new ImportProgress(run.state() == ImportRuns.State.DONE ? 1 : 0, 1, run.rows(), run.faulty()));
        boolean ended = run.endedAt().isPresent();
        int rows = Math.max(progress.rows(), run.rows());
        int faulty = Math.max(progress.faulty(), run.faulty());
        long millis = (ended ? run.endedAt().getAsLong() : System.currentTimeMillis()) - run.startedAt();
        return new ImportView(
                run.id(),
                run.file(),
                run.source(),
                run.by(),
                run.state().name(),
                run.reason(),
                run.startedAt(),
                ended ? run.endedAt().getAsLong() : null,
                rows == 0 && !ended ? 0 : progress.percent(),
                rows,
                rows - faulty,
                faulty,
                run.added(),
                run.changed(),
                run.unchanged(),
                run.state() == ImportRuns.State.WAITING ? null : rows * 1000L / Math.max(1, millis));
    }
}
