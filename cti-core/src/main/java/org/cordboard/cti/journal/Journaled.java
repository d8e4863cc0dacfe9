package org.cordboard.cti.journal;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The stable name and version of a record that stands in a journal, for example {@code call.arrived/1}. The Java name may
 * change; this may not. A change of the components needs a new version and an upcaster from the old one.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Journaled {

    String value();
}
