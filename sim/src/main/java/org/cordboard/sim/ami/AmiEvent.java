package org.cordboard.sim.ami;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An event as it goes to clients.
 *
 * @param headers in the order sent, without {@code Event} and {@code Privilege}
 */
record AmiEvent(String name, AmiClass privilege, List<AmiHeader> headers) {

    AmiEvent {
        headers = List.copyOf(headers);
    }

    @Nullable
    String value(String header) {
        for (AmiHeader known : headers) {
            if (known.name().equalsIgnoreCase(header)) {
                return known.value();
            }
        }
        return null;
    }

    boolean is(String eventName) {
        return Objects.equals(name, eventName);
    }

    AmiFrame frame() {
        return AmiFrame.of("Event", name)
                .with("Privilege", privilege.word() + ",all")
                .withAll(headers);
    }
}
