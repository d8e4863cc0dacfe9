package org.cordboard.cti.acd;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a queue's callers need of an agent. A need that relaxes no longer counts once a caller has waited so long; a lower level
 * that never relaxes, beside it, makes it relax in part.
 *
 * @param level the least level the agent must have, 1..{@value #HIGHEST}
 * @param relaxesAfter waiting time, or null for a need that never relaxes
 */
public record SkillNeed(String skill, int level, @Nullable Duration relaxesAfter) implements Comparable<SkillNeed> {

    /** The best level of a skill. */
    public static final int HIGHEST = 10;

    public SkillNeed {
        Objects.requireNonNull(skill);
        if (skill.isBlank()) {
            throw new IllegalArgumentException("a skill must have a name");
        }
        if (level < 1 || level > HIGHEST) {
            throw new IllegalArgumentException("level of " + skill + " out of range 1..10: " + level);
        }
        if (relaxesAfter != null && (relaxesAfter.isNegative() || relaxesAfter.isZero())) {
            throw new IllegalArgumentException("a need for " + skill + " that relaxes at once is none");
        }
    }

    boolean appliesAfter(long waitedMillis) {
        return relaxesAfter == null || waitedMillis < relaxesAfter.toMillis();
    }

    @Override
    public int compareTo(SkillNeed other) {
        int bySkill = skill.compareTo(other.skill);
        return bySkill != 0 ? bySkill : Integer.compare(level, other.level);
    }
}
