package io.stratos.messaging;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import io.stratos.messaging.testkit.ArchitectureRules;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    /** Exported classes outside the root package that may touch internal ones, each with its reason. */
    private static final Set<String> MAY_USE_INTERNAL = Set.of();

    private static final JavaClasses MODULE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.stratos.messaging");

    @Test
    void everyModulesRulesHold() {
        ArchitectureRules.everywhere().forEach(rule -> rule.check(MODULE));
    }

    @Test
    void exportedPackagesAreFreeOfCycles() {
        slices().assignedFrom(exportedPackages())
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(MODULE);
    }

    @Test
    void onlyTheFrontDoorSeesInternal() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.stratos.messaging", "..internal..")
                .and(DescribedPredicate.describe(
                        "are not excepted", (JavaClass type) -> !MAY_USE_INTERNAL.contains(type.getName())))
                .should()
                .dependOnClassesThat(resideInAPackage("io.stratos.messaging..internal.."))
                .allowEmptyShould(true)
                .check(MODULE);
    }

    @Test
    void exceptionsAndIdsAreLeaves() {
        String[] leaves = {"io.stratos.messaging.exception..", "io.stratos.messaging.id.."};
        classes()
                .that()
                .resideInAnyPackage(leaves)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", leaves[0], leaves[1])
                .allowEmptyShould(true)
                .check(MODULE);
    }

    private static SliceAssignment exportedPackages() {
        return new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass type) {
                String name = type.getPackageName();
                boolean exported = name.startsWith("io.stratos.messaging") && !name.contains(".internal");
                return exported ? SliceIdentifier.of(name) : SliceIdentifier.ignore();
            }

            @Override
            public String getDescription() {
                return "exported packages";
            }
        };
    }
}
