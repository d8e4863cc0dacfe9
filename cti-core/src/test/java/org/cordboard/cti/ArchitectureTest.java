package org.cordboard.cti;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.cordboard.cti.engine.Event;
import org.cordboard.cti.engine.Feature;

/** The rules that keep the engine a function of its inputs. */
@AnalyzeClasses(packages = "org.cordboard.cti", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String JOURNAL = "org.cordboard.cti.journal..";

    @ArchTest
    static final ArchRule dependsOnTheJdkAlone = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("org.cordboard.cti..", "java..", "org.jspecify.annotations..")
            .because("whatever else is needed is outside, and comes in as an input");

    @ArchTest
    static final ArchRule readsNoClock = noClasses()
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(Instant.class, "now")
            .orShould()
            .dependOnClassesThat(assignableTo(Clock.class))
            .because(
                    "time comes with the input: a day must run in seconds, and a journal must replay to the same state");

    @ArchTest
    static final ArchRule drawsNothingAtRandom = noClasses()
            .should()
            .dependOnClassesThat(assignableTo(RandomGenerator.class))
            .orShould()
            .dependOnClassesThat(assignableTo(Random.class))
            .orShould()
            .dependOnClassesThat(assignableTo(UUID.class))
            .orShould()
            .callMethod(Math.class, "random")
            .because("the same inputs must give the same decisions and the same ids");

    @ArchTest
    static final ArchRule startsNoThreadAndWaitsForNone = noClasses()
            .should()
            .dependOnClassesThat(assignableTo(Thread.class))
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage("java.util.concurrent..")
            .because("an engine belongs to one thread; whatever waits is outside");

    @ArchTest
    static final ArchRule doesNoInputOrOutput = noClasses()
            .that()
            .resideOutsideOfPackage(JOURNAL)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.io..", "java.nio..", "java.net..", "java.sql..", "java.util.logging..")
            .orShould()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .because("whatever does I/O can fail or wait; the engine must do neither");

    @ArchTest
    static final ArchRule keepsNothingInRandomOrder = noClasses()
            .that()
            .resideOutsideOfPackage(JOURNAL)
            .should()
            .callConstructorWhere(makes(HashMap.class))
            .orShould()
            .callConstructorWhere(makes(HashSet.class))
            .orShould()
            .callMethodWhere(isCalled(Map.class, "of", "copyOf", "ofEntries"))
            .orShould()
            .callMethodWhere(isCalled(Set.class, "of", "copyOf"))
            .orShould()
            .callMethodWhere(isCalled(java.util.stream.Collectors.class, "toSet", "toMap", "groupingBy"))
            .because("the order of iteration is behaviour: it must be the same on every machine and in every run");

    @ArchTest
    static final ArchRule changesStateOnlyWhereItsFeatureIs = fields().that()
            .areNotFinal()
            .and()
            .areDeclaredInClassesThat()
            .resideOutsideOfPackage(JOURNAL)
            .should()
            .notBePublic()
            .andShould()
            .notBeProtected()
            .because("only the feature that owns a thing may change it, while it applies a fact");

    @ArchTest
    static final ArchRule createsThingsOnlyWhereTheirFeatureIs = noClasses()
            .should()
            .accessTargetWhere(isOfAnotherPackagesEntity())
            .because("calls, agents, queues and sessions are for others to read");

    @ArchTest
    static final ArchRule appliesFactsOnlyInTheEngine = methods()
            .that()
            .haveName("apply")
            .and()
            .haveRawParameterTypes(Event.class, long.class)
            .should()
            .onlyBeCalled()
            .byClassesThat()
            .haveFullyQualifiedName("org.cordboard.cti.engine.Engine")
            .because("a feature that applied a fact itself would leave the others, and the journal, without it");

    @ArchTest
    static final ArchRule featuresAreFinal = classes()
            .that()
            .implement(Feature.class)
            .should()
            .haveModifier(JavaModifier.FINAL)
            .because("the order in which features apply and react is written in one place");

    @ArchTest
    static final ArchRule theLineAndTheTreeMeetInFactsOnly = noClasses()
            .that()
            .resideInAPackage("org.cordboard.cti.ivr..")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("org.cordboard.cti.acd.AcdQueues")
            .because("features that ask each other's owners can no longer be changed one by one");

    @ArchTest
    static final ArchRule theTreeIsNotAskedByTheLine = noClasses()
            .that()
            .resideInAPackage("org.cordboard.cti.acd..")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("org.cordboard.cti.ivr.IvrSessions")
            .because("features that ask each other's owners can no longer be changed one by one");

    @ArchTest
    static final ArchRule entitiesHaveNoSetters = noMethods()
            .that()
            .arePublic()
            .and()
            .areDeclaredInClassesThat(entities())
            .should()
            .haveNameStartingWith("set")
            .because("state changes by facts");

    private static DescribedPredicate<JavaClass> entities() {
        List<String> names = List.of(
                "org.cordboard.cti.call.Call",
                "org.cordboard.cti.call.Leg",
                "org.cordboard.cti.agent.Agent",
                "org.cordboard.cti.acd.Queue",
                "org.cordboard.cti.acd.Offer",
                "org.cordboard.cti.acd.WaitingCall",
                "org.cordboard.cti.ivr.IvrSession");
        return describe("entities", type -> names.contains(type.getName()));
    }

    private static DescribedPredicate<JavaAccess<?>> isOfAnotherPackagesEntity() {
        return describe(
                "reaches what an entity keeps to its package",
                access -> entities().test(access.getTargetOwner())
                        && !access.getOriginOwner()
                                .getPackageName()
                                .equals(access.getTargetOwner().getPackageName())
                        && !isPublic(access.getTarget()));
    }

    private static boolean isPublic(AccessTarget target) {
        return target.resolveMember()
                .map(member -> ((JavaMember) member).getModifiers().contains(JavaModifier.PUBLIC))
                .orElse(true);
    }

    private static DescribedPredicate<com.tngtech.archunit.core.domain.JavaConstructorCall> makes(Class<?> type) {
        return describe(
                "make a " + type.getSimpleName(), call -> call.getTargetOwner().isEquivalentTo(type));
    }

    private static DescribedPredicate<com.tngtech.archunit.core.domain.JavaMethodCall> isCalled(
            Class<?> owner, String... names) {
        return describe(
                owner.getSimpleName() + "." + List.of(names),
                call -> call.getTargetOwner().isEquivalentTo(owner)
                        && List.of(names).contains(call.getTarget().getName()));
    }
}
