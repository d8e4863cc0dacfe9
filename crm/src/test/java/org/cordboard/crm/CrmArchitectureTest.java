package org.cordboard.crm;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "org.cordboard.crm", importOptions = ImportOption.DoNotIncludeTests.class)
class CrmArchitectureTest {

    @ArchTest
    static final ArchRule CUSTOMERS_DO_NOT_KNOW_WHO_LOADS_OR_SEEKS_THEM = noClasses()
            .that()
            .resideInAPackage("org.cordboard.crm.customer")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.cordboard.crm.load",
                    "org.cordboard.crm.lookup",
                    "org.cordboard.crm.assignment",
                    "org.cordboard.crm.organisation",
                    "org.cordboard.crm.permission");

    @ArchTest
    static final ArchRule THE_STORE_KNOWS_NO_FEATURE = noClasses()
            .that()
            .resideInAPackage("org.cordboard.crm.store")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.cordboard.crm.customer", "org.cordboard.crm.calls", "org.cordboard.cti..");

    @ArchTest
    static final ArchRule ONLY_THE_STORE_KNOWS_THE_DRIVER_AND_THE_POOL = noClasses()
            .that()
            .resideOutsideOfPackage("org.cordboard.crm.store")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.h2..", "org.postgresql..", "com.zaxxer..", "org.flywaydb..");

    @ArchTest
    static final ArchRule PERMISSIONS_ARE_DECIDED_WITHOUT_THE_DATABASE = noClasses()
            .that()
            .resideInAPackage("org.cordboard.crm.permission")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "org.jdbi..", "org.cordboard.crm.store");
}
