package org.cordboard.sim;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

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
                    "org.cordboard.sim.torture..",
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

    /** Maps and sets of one are in order whatever makes them. */
    @ArchTest
    static final ArchRule keepsNothingInRandomOrder = noClasses()
            .should()
            .callConstructorWhere(describe(
                    "make a hash map or set",
                    call -> call.getTargetOwner().isEquivalentTo(HashMap.class)
                            || call.getTargetOwner().isEquivalentTo(HashSet.class)))
            .orShould()
            .callMethodWhere(isCalled(Map.class, 2, "of", "ofEntries"))
            .orShould()
            .callMethodWhere(isCalled(Map.class, 0, "copyOf"))
            .orShould()
            .callMethodWhere(isCalled(Set.class, 1, "of"))
            .orShould()
            .callMethodWhere(isCalled(Set.class, 0, "copyOf"))
            .orShould()
            .callMethodWhere(isCalled(Collectors.class, 0, "toSet", "toMap", "groupingBy"))
            .because("a day must go the same way in every process, and they iterate differently in each");

    private static DescribedPredicate<JavaMethodCall> isCalled(Class<?> owner, int allowed, String... names) {
        return describe(
                owner.getSimpleName() + "." + List.of(names) + " with more than " + allowed + " arguments",
                call -> call.getTargetOwner().isEquivalentTo(owner)
                        && List.of(names).contains(call.getTarget().getName())
                        && takesMoreThan(allowed, call.getTarget().getRawParameterTypes()));
    }

    private static boolean takesMoreThan(int allowed, List<JavaClass> parameters) {
        return parameters.size() > allowed || parameters.stream().anyMatch(JavaClass::isArray);
    }

    @ArchTest
    static final ArchRule worldKnowsNothingOfSockets = noClasses()
            .that()
            .resideInAnyPackage("org.cordboard.sim.world..", "org.cordboard.sim.people..", "org.cordboard.sim.time..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.netty..", "org.cordboard.sim.ami..", "org.cordboard.sim.standalone..");
}
