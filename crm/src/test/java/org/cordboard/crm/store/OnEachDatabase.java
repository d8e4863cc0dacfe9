package org.cordboard.crm.store;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.ClassTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Part of the contract that both databases keep: the tests of the class run on H2, and again on a real PostgreSQL. They take their
 * database from {@link TestDatabases#fresh()}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ClassTemplate
@ExtendWith(TestDatabases.class)
public @interface OnEachDatabase {}
