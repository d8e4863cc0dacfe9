package org.cordboard.cti.journal;

import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All that decides how a record is encoded, as text: names and types of its components in order, and the same of the records
 * inside it. What may stand where there is a choice has names and versions of its own, and constants are written by name.
 */
final class ShapeText {

    private final StringBuilder text = new StringBuilder();
    private final Set<Class<?>> known = new LinkedHashSet<>();
    private final Queue<Class<?>> toDo = new ArrayDeque<>();

    private ShapeText() {}

    static String of(Class<?> type) {
        ShapeText shape = new ShapeText();
        shape.refer(type);
        while (!shape.toDo.isEmpty()) {
            shape.spell(shape.toDo.remove());
        }
        return shape.text.toString();
    }

    private void spell(Class<?> type) {
        text.append(type.getSimpleName());
        text.append('(');
        for (RecordComponent component : type.getRecordComponents()) {
            text.append(component.getName()).append(' ');
            spell(component.getAnnotatedType());
            text.append(';');
        }
        text.append(')');
    }

    private void spell(AnnotatedType annotated) {
        if (annotated instanceof AnnotatedParameterizedType parameterized) {
            for (AnnotatedType argument : parameterized.getAnnotatedActualTypeArguments()) {
                spell(argument);
                text.append(' ');
            }
        }
        Class<?> type = annotated.getType() instanceof ParameterizedType generic
                ? (Class<?>) generic.getRawType()
                : (Class<?>) annotated.getType();
        text.append(type.getSimpleName());
        text.append(annotated.isAnnotationPresent(Nullable.class) ? "?" : "");
        refer(type);
    }

    private void refer(Class<?> type) {
        if (type.isRecord() && known.add(type)) {
            toDo.add(type);
        }
    }
}
