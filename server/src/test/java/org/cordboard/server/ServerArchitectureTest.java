package org.cordboard.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "org.cordboard.server", importOptions = ImportOption.DoNotIncludeTests.class)
class ServerArchitectureTest {

    @ArchTest
    static final ArchRule ONLY_THE_LISTENER_KNOWS_NETTY = noClasses()
            .that()
            .resideOutsideOfPackage("org.cordboard.server.listen")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.netty..");

    @ArchTest
    static final ArchRule NOBODY_KNOWS_HOW_THE_DATABASE_IS_REACHED = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "java.sql..", "javax.sql..", "org.jdbi..", "org.h2..", "com.zaxxer..", "org.flywaydb..");

    @ArchTest
    static final ArchRule NOBODY_KNOWS_ASTERISK_JAVA =
            noClasses().should().dependOnClassesThat().resideInAPackage("org.asteriskjava..");

    @ArchTest
    static final ArchRule THE_SITE_DOES_NOT_KNOW_THE_PROTOCOL = noClasses()
            .that()
            .resideInAPackage("org.cordboard.server.site")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.cordboard.protocol..", "org.cordboard.asterisk..", "org.cordboard.server.listen");

    @ArchTest
    static final ArchRule THE_LISTENER_DOES_NOT_KNOW_THE_SITE = noClasses()
            .that()
            .resideInAPackage("org.cordboard.server.listen")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.cordboard.server.site", "org.cordboard.crm..", "org.cordboard.server.journal");

    /** Scenario files are the simulator's, and are read and checked as settings are. */
    @ArchTest
    static final ArchRule ONLY_DEMONSTRATION_TORTURE_AND_SCENARIOS_KNOW_THE_SIMULATOR = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "org.cordboard.server.demo",
                    "org.cordboard.server.kill",
                    "org.cordboard.server.torture",
                    "org.cordboard.server.cli")
            .and()
            .haveNameNotMatching("org\\.cordboard\\.server\\.settings\\.Scenario.*")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.cordboard.sim..");
}
