package org.cordboard.server.api;

import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.List;
import org.cordboard.crm.permission.Action;
import org.cordboard.crm.permission.Resource;
import org.cordboard.crm.store.AuditLog;
import org.cordboard.cti.engine.SiteConfig;
import org.cordboard.server.listen.HttpCall;
import org.cordboard.server.listen.HttpReply;
import org.cordboard.server.listen.RefusedException;
import org.cordboard.server.settings.Fault;
import org.cordboard.server.settings.TreeFiles;
import org.cordboard.server.site.Floor;

/** The files of the trees that hotlines have now: shown, checked, stored. Only these can be stored, under their own names. */
final class TreeRoutes {

    private static final String LIST = "ivr-files";
    private static final int MOST = 500;

    record TreeView(String id, String file, List<String> hotlines) {}

    record TreeText(String id, String file, List<String> hotlines, String text) {}

    record Checked(boolean good, List<Fault> faults) {}

    private final TreeFiles files;
    private final Floor floor;
    private final AuditLog audit;
    private final InstantSource clock;

    TreeRoutes(TreeFiles files, Floor floor, AuditLog audit, InstantSource clock) {
        this.files = files;
        this.floor = floor;
        this.audit = audit;
        this.clock = clock;
    }

    void addTo(GuardedRoutes to) {
        to.add("GET", "/api/v1/ivr-files", Resource.IVR_FILE, Action.VIEW, this::search)
                .add("GET", "/api/v1/ivr-files/{id}", Resource.IVR_FILE, Action.VIEW, this::view)
                .add("PUT", "/api/v1/ivr-files/{id}", Resource.IVR_FILE, Action.CHANGE, this::store)
                .add("POST", "/api/v1/ivr-files/{id}/check", Resource.IVR_FILE, Action.VIEW, this::check);
    }

    private HttpReply search(HttpCall call, Asker asker) {
        Parameters query = Parameters.of(call, "query", "limit", "cursor");
        int most = query.limit(MOST);
        String beginning = query.text("query").orElse("");
        String after = query.cursor(LIST).map(Cursor::text).orElse("");
        List<TreeView> found = floor.config().hotlines().stream()
                .map(SiteConfig.Hotline::tree)
                .distinct()
                .filter(tree -> tree.startsWith(beginning) && tree.compareTo(after) > 0)
                .sorted()
                .limit(most + 1)
                .map(tree -> new TreeView(tree, files.fileOf(tree), hotlines(tree)))
                .toList();
        return Listing.reply(call, TreeView.class, found, most, last -> new Cursor(LIST, 0, last.id()));
    }

    private List<String> hotlines(String tree) {
        return floor.config().hotlines().stream()
                .filter(hotline -> hotline.tree().equals(tree))
                .map(SiteConfig.Hotline::number)
                .toList();
    }

    private String known(HttpCall call) {
        String tree = call.place("id");
        if (hotlines(tree).isEmpty()) {
            throw Refusals.notFound("NO_SUCH_TREE", "tree of a hotline", "List them at /api/v1/ivr-files.");
        }
        return tree;
    }

    private HttpReply view(HttpCall call, Asker asker) {
        Parameters.of(call);
        String tree = known(call);
        String file = files.fileOf(tree);
        try {
            return HttpReply.json(200, new TreeText(tree, file, hotlines(tree), files.text(file)));
        } catch (UncheckedIOException e) {
            throw Refusals.notFound("NO_FILE", "file any more", "The tree in force stays so; store it anew.");
        }
    }

    private HttpReply check(HttpCall call, Asker asker) {
        Parameters.of(call);
        List<Fault> faults = files.check(files.fileOf(known(call)), call.body());
        return HttpReply.json(200, new Checked(faults.isEmpty(), faults));
    }

    private HttpReply store(HttpCall call, Asker asker) {
        Parameters.of(call);
        String tree = known(call);
        asker.mustHaveEverywhere(Resource.IVR_FILE, Action.CHANGE);
        if (!files.canStore()) {
            throw Refusals.conflict(
                    "NOT_STORABLE", "These trees come with the program.", "Start the server with a settings file.");
        }
        String file = files.fileOf(tree);
        List<Fault> faults = files.check(file, call.body());
        if (!faults.isEmpty()) {
            Fault first = faults.get(0);
            throw Refusals.badValue(first.file() + ":" + first.line() + ": " + first.path() + ": " + first.problem()
                    + "; in all " + faults.size() + " faults, which " + "/check lists");
        }
        try {
            files.store(file, call.body());
        } catch (UncheckedIOException e) {
            throw new RefusedException(HttpReply.refused(
                    507,
                    "NO_SPACE",
                    "The file cannot be written.",
                    "Have somebody look at the folder of the settings."));
        }
        audit.note(new AuditLog.Entry(
                clock.millis(), asker.login().value(), "store", "ivr-file", tree, call.body().length + " bytes"));
        return HttpReply.json(200, new TreeView(tree, file, hotlines(tree)));
    }
}
