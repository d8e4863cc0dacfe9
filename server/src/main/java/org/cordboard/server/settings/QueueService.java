package org.cordboard.server.settings;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.cordboard.cti.acd.QueueId;
import org.cordboard.cti.acd.SkillNeed;

/**
 * What a queue asks of those who serve it.
 *
 * @param place where the queue is defined
 */
record QueueService(QueueId queue, Place place, List<Located<SkillNeed>> needs) {

    QueueService {
        needs = List.copyOf(needs);
    }

    /**
     * A need that nobody can meet is a fault where callers would wait for it in vain, or where its name is nobody's, which is a
     * slip of the pen; where it relaxes, and where a queue has no users yet, callers are dealt with, and a warning is enough.
     */
    void check(Collection<Settings.User> users, Faults faults) {
        Set<String> known = new LinkedHashSet<>();
        users.forEach(user -> known.addAll(user.skills().keySet()));
        List<Settings.User> serving =
                users.stream().filter(user -> user.queues().contains(queue)).toList();
        if (serving.isEmpty()) {
            faults.warn(
                    place,
                    "no user serves queue '" + queue + "', so its callers go on at onNoAgents",
                    "name it in the queues of a user");
        }
        boolean allKnown = true;
        for (Located<SkillNeed> need : needs) {
            String skill = need.value().skill();
            if (!known.contains(skill)) {
                allKnown = false;
                faults.add(
                        need.place(),
                        "no user has the skill '" + skill + "'",
                        Nearest.advice(skill, known, "give it to users, in their skills"));
            }
        }
        if (allKnown && !serving.isEmpty()) {
            checkMet(serving, faults);
        }
    }

    private void checkMet(List<Settings.User> serving, Faults faults) {
        List<Located<SkillNeed>> lasting = needs.stream()
                .filter(need -> need.value().relaxesAfter() == null)
                .toList();
        if (!lasting.isEmpty() && serving.stream().noneMatch(user -> meets(user, lasting))) {
            faults.add(
                    lasting.getFirst().place(),
                    "no user who serves queue '" + queue + "' meets the needs that never relax",
                    "give a user of the queue the skills, lower a level, or let a need relax with relaxesAfter");
            return;
        }
        for (Located<SkillNeed> need : needs) {
            if (serving.stream().noneMatch(user -> meets(user, List.of(need)))) {
                faults.warn(
                        need.place(),
                        "no user who serves queue '" + queue
                                + "' meets this need, so its callers wait until it relaxes",
                        "give a user of the queue the skill, or lower the level");
            }
        }
    }

    private static boolean meets(Settings.User user, List<Located<SkillNeed>> needs) {
        return needs.stream()
                .map(Located::value)
                .allMatch(need -> user.skills().getOrDefault(need.skill(), 0) >= need.level());
    }
}
