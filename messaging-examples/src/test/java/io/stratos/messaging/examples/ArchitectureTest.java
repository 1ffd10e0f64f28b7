package io.stratos.messaging.examples;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.stratos.messaging.testkit.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses MODULE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            // Written by JMH, not by us.
            .withImportOption(location -> !location.contains("/jmh_generated/"))
            .importPackages("io.stratos.messaging.examples");

    @Test
    void everyModulesRulesHold() {
        ArchitectureRules.everywhere().forEach(rule -> rule.check(MODULE));
    }

    @Test
    void onlyExportedCoreIsSeen() {
        ArchitectureRules.seesOnlyExportedCore("io.stratos.messaging.examples").check(MODULE);
    }
}
