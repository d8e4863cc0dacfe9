package org.cordboard.asterisk;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.asteriskjava.manager.action.AbstractManagerAction;

/**
 * An {@link AmiAction} as asterisk-java sends it: its action builder writes the attributes as headers, as they are and in their order. The
 * keys are objects of their own, so that a header may occur more than once.
 *
 * <p>Public only because asterisk-java reads it by reflection from another package; the constructor is ours.
 */
public final class AsteriskJavaAction extends AbstractManagerAction {

    private static final long serialVersionUID = 1L;

    private static final class Name {
        private final String text;

        private Name(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    private final String name;
    private final transient Map<Object, Object> attributes = new LinkedHashMap<>();

    AsteriskJavaAction(AmiAction action) {
        this.name = action.name();
        for (AmiHeader header : action.headers()) {
            if (header.isNamed("ActionID")) {
                setActionId(header.value());
            } else {
                attributes.put(new Name(header.name()), header.value());
            }
        }
    }

    @Override
    public String getAction() {
        return name;
    }

    /** Read by asterisk-java's action builder through reflection. */
    public Map<Object, Object> getAttributes() {
        return Collections.unmodifiableMap(attributes);
    }
}
