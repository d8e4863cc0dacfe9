package org.cordboard.asterisk;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameStartingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "org.cordboard.asterisk", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule ONLY_THE_WIRE_KNOWS_ASTERISK_JAVA = noClasses()
            .that(not(simpleNameStartingWith("AsteriskJava")))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.asteriskjava..");

    @ArchTest
    static final ArchRule THE_WIRE_IS_NOT_PUBLIC = classes()
            .that()
            .haveSimpleNameStartingWith("AsteriskJava")
            .and()
            .doNotHaveSimpleName("AsteriskJavaAction")
            .should()
            .notBePublic();

    @ArchTest
    static final ArchRule THE_MACHINE_HAS_NO_THREAD_CLOCK_OR_SOCKET = noClasses()
            .that(not(simpleNameStartingWith("AsteriskJava")))
            .and()
            .haveNameNotMatching(".*AsteriskLink(\\$.*)?")
            .should()
            .dependOnClassesThat()
            .haveNameMatching("java\\.lang\\.(Thread|System)|java\\.net\\.Socket|java\\.time\\.(Clock|Instant)"
                    + "|java\\.util\\.concurrent\\..*|java\\.util\\.HashMap|java\\.util\\.HashSet");
}
