package org.cordboard.server.settings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cordboard.cti.acd.QueueId;
import org.cordboard.cti.ivr.IvrCalendar;
import org.cordboard.cti.ivr.IvrNode;
import org.cordboard.cti.ivr.IvrTree;
import org.jspecify.annotations.Nullable;

/** Reads the tree of a hotline from its own file. */
final class TreeReader {

    private final String name;
    private final Section file;
    private final Faults faults;
    private final TreeNames names;
    private final @Nullable Sounds sounds;
    private final Map<String, Place> nodePlaces = new LinkedHashMap<>();
    private final Map<String, IvrNode> nodes = new LinkedHashMap<>();

    /**
     * @param queues those of the settings; null when the tree is read by itself, and any name will do
     * @param sounds where the recordings are; null when nobody said
     */
    TreeReader(
            String name, Section file, Faults faults, @Nullable Definitions<QueueId> queues, @Nullable Sounds sounds) {
        this.name = name;
        this.file = file;
        this.faults = faults;
        this.names = new TreeNames(faults, queues);
        this.sounds = sounds;
    }

    /** A tree and where its nodes stand. */
    record Read(IvrTree tree, Map<String, Place> places) {}

    /** The tree; null when any of it is faulty, which is then among the faults. */
    @Nullable
    Read read() {
        int count = faults.count();
        String entry = names.link(file, TreeKeys.ENTRY);
        String afterTalk = names.link(file, TreeKeys.AFTER_TALK);
        List<String> languages = languages();
        Map<String, IvrCalendar> calendars = calendars();
        readNodes();
        file.refuseOtherKeys();
        names.check();
        if (sounds != null) {
            sounds.check(names.prompts(), names.said(), languages, faults);
        }
        if (faults.count() > count || entry == null) {
            return null;
        }
        IvrTree tree = new IvrTree(name, entry, afterTalk, languages, calendars, nodes);
        new TreeShape(tree, nodePlaces, faults).check();
        return new Read(tree, nodePlaces);
    }

    private List<String> languages() {
        List<String> languages = new ArrayList<>();
        for (Located<String> language : file.read(TreeKeys.LANGUAGES)) {
            if (names.languages().define(language.value(), language.place())) {
                languages.add(language.value());
            }
        }
        return languages;
    }

    private Map<String, IvrCalendar> calendars() {
        Map<String, IvrCalendar> calendars = new LinkedHashMap<>();
        CalendarReader reader = new CalendarReader(TreeKeys.CALENDAR, faults);
        file.map(TreeKeys.CALENDARS, SettingsKeys.NAME).forEach((calendar, section) -> {
            names.calendars().define(calendar.value(), calendar.place());
            IvrCalendar read = reader.read(section);
            if (read != null) {
                calendars.put(calendar.value(), read);
            }
        });
        return calendars;
    }

    private void readNodes() {
        NodeReader reader = new NodeReader(names, faults);
        file.map(TreeKeys.NODES, SettingsKeys.NAME).forEach((node, section) -> {
            names.nodes().define(node.value(), node.place());
            nodePlaces.put(node.value(), node.place());
            TreeKeys.NodeType type = section.read(TreeKeys.TYPE);
            if (type == null) {
                return;
            }
            IvrNode read = reader.read(type, section);
            section.refuseOtherKeys();
            if (read != null) {
                nodes.put(node.value(), read);
            }
        });
    }
}
