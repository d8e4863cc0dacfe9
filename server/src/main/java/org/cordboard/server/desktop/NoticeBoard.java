package org.cordboard.server.desktop;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.notice.NoticeEvent.NoticeGiven;
import org.cordboard.protocol.Event;
import org.cordboard.protocol.NoticeLevel;

/** The notices of supervisors that agents who come are still told. There are never more than the engine allows. */
final class NoticeBoard {

    private final List<NoticeGiven> given = new ArrayList<>();

    /** @param at engine time */
    void add(NoticeGiven notice, long at) {
        given.removeIf(old -> old.until() <= at);
        given.add(notice);
    }

    /** @param now engine time */
    List<Event> holdingFor(AgentId agent, long now) {
        return given.stream()
                .filter(notice -> notice.until() > now && notice.isFor(agent))
                .map(NoticeBoard::told)
                .toList();
    }

    static Event told(NoticeGiven notice) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("id", notice.id());
        parameters.put("by", notice.by());
        parameters.put("text", notice.text());
        return new Event.Notice(
                0, NoticeLevel.INFO, Event.Notice.SUPERVISOR, parameters, notice.by() + ": " + notice.text());
    }

    List<NoticeGiven> state() {
        return List.copyOf(given);
    }

    void restore(List<NoticeGiven> from) {
        given.addAll(from);
    }
}
