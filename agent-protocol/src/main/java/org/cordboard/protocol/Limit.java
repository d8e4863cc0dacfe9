package org.cordboard.protocol;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Bounds of a field: the length of a text in UTF-16 units, or the value of a number, both ends included. A limited text is
 * also free of control characters and unpaired surrogates. Enforced by the codec in both directions.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Limit {
    long min() default 1;

    long max();
}
