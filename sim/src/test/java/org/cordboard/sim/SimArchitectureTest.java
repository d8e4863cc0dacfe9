package org.cordboard.sim;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

@AnalyzeClasses(packages = "org.cordboard.sim", importOptions = ImportOption.DoNotIncludeTests.class)
class SimArchitectureTest {

    /** AMI is written and read by independent code. */
    @ArchTest
    static final ArchRule knowsNothingOfTheAdapter = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.cordboard.asterisk..", "org.asteriskjava..", "org.cordboard.server..");

    @ArchTest
    static final ArchRule readsNoClockOutsideRealTime = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("org.cordboard.sim.time.RealTime")
            .and()
            .resideInAnyPackage(
                    "org.cordboard.sim.time..",
                    "org.cordboard.sim.world..",
                    "org.cordboard.sim.people..",
                    "org.cordboard.sim.ami..",
                    "org.cordboard.sim.standalone..")
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(Instant.class, "now")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Clock.class);

    @ArchTest
    static final ArchRule drawsOnlyFromSeeds = noClasses()
            .should()
            .dependOnClassesThat()
            .areAssignableTo(Random.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(ThreadLocalRandom.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(SecureRandom.class)
            .orShould()
            .callMethod(UUID.class, "randomUUID")
            .orShould()
            .callMethod(Math.class, "random");

    @ArchTest
    static final ArchRule worldKnowsNothingOfSockets = noClasses()
            .that()
            .resideInAnyPackage("org.cordboard.sim.world..", "org.cordboard.sim.people..", "org.cordboard.sim.time..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.netty..", "org.cordboard.sim.ami..", "org.cordboard.sim.standalone..");
}
