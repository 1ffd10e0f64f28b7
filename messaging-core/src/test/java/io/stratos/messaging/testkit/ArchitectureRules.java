package io.stratos.messaging.testkit;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The rules every module keeps, whatever it holds. */
public final class ArchitectureRules {
    private static final List<String> FOREIGN = List.of(
            "com.fasterxml.",
            "com.github.benmanes.",
            "com.github.f4b6a3.",
            "com.google.i18n.",
            "okhttp3.",
            "org.flywaydb.",
            "org.jdbi.");

    private ArchitectureRules() {}

    /** {@return the rules that hold for the classes of one module, its tests left out} */
    public static List<ArchRule> everywhere() {
        return List.of(
                noForeignTypeInExportedSignatures(), namesSayWhatAThingIs(), everyPackageIsNullMarked(), timeIsAsked());
    }

    /** {@return the rule that the module below {@code own} sees core's exported packages and no sibling} */
    public static ArchRule seesOnlyExportedCore(String own, String... siblings) {
        return noClasses()
                .that()
                .resideInAPackage(own + "..")
                .should()
                .dependOnClassesThat(resideInAPackage("io.stratos.messaging..internal..")
                        .and(not(resideInAPackage(own + "..")))
                        .or(resideInAnyPackage(siblings)))
                .allowEmptyShould(true);
    }

    private static ArchRule noForeignTypeInExportedSignatures() {
        return classes()
                .that()
                .resideOutsideOfPackage("..internal..")
                .and()
                .arePublic()
                .should(new ArchCondition<>("show no type of a library in their signatures") {
                    @Override
                    public void check(JavaClass item, ConditionEvents events) {
                        Stream.concat(item.getRawInterfaces().stream(), item.getRawSuperclass().stream())
                                .filter(ArchitectureRules::isForeign)
                                .forEach(type -> events.add(SimpleConditionEvent.violated(
                                        item, item.getName() + " extends " + type.getName())));
                        item.getMembers().stream()
                                .filter(ArchitectureRules::isExported)
                                .forEach(member -> rawTypes(member)
                                        .filter(ArchitectureRules::isForeign)
                                        .forEach(type -> events.add(SimpleConditionEvent.violated(
                                                member, member.getFullName() + " shows " + type.getName()))));
                    }
                })
                .allowEmptyShould(true);
    }

    private static ArchRule namesSayWhatAThingIs() {
        return noClasses()
                .that()
                .resideOutsideOfPackage("..internal..")
                .should()
                .haveNameMatching(".*(Impl|Manager|Utils?|Helper)")
                .orShould(new ArchCondition<>("be an interface named I…") {
                    @Override
                    public void check(JavaClass item, ConditionEvents events) {
                        boolean hit = item.isInterface() && item.getSimpleName().matches("I[A-Z].*");
                        events.add(new SimpleConditionEvent(item, hit, item.getName() + " is named I…"));
                    }
                })
                .allowEmptyShould(true);
    }

    private static ArchRule everyPackageIsNullMarked() {
        return classes()
                .should(new ArchCondition<>("be in a @NullMarked package") {
                    @Override
                    public void check(JavaClass item, ConditionEvents events) {
                        boolean marked = item.getPackageName().isEmpty()
                                || item.getPackage().isAnnotatedWith("org.jspecify.annotations.NullMarked");
                        events.add(new SimpleConditionEvent(
                                item, marked, "package of " + item.getName() + " is not @NullMarked"));
                    }
                })
                .allowEmptyShould(true);
    }

    private static ArchRule timeIsAsked() {
        Set<String> mayReadSystemClock = Set.of(
                "io.stratos.messaging.EngineBuilder",
                "io.stratos.messaging.examples.Main",
                "io.stratos.messaging.memory.InMemoryMessagingStore",
                "io.stratos.messaging.telnyx.TelnyxProvider$Builder");
        return noClasses()
                .should()
                .accessTargetWhere(describe("reads the system's clock", access -> {
                    String owner = access.getTargetOwner().getName();
                    return switch (access.getName()) {
                        case "now" -> owner.startsWith("java.time.") && takesNothing(access);
                        case "systemUTC", "systemDefaultZone", "system", "tickMillis", "tickSeconds", "tickMinutes" ->
                            owner.equals("java.time.Clock")
                                    && !mayReadSystemClock.contains(
                                            access.getOriginOwner().getName());
                        default -> false;
                    };
                }))
                .allowEmptyShould(true);
    }

    private static boolean takesNothing(JavaAccess<?> access) {
        return access.getTarget() instanceof AccessTarget.CodeUnitAccessTarget target
                && target.getRawParameterTypes().isEmpty();
    }

    private static boolean isExported(JavaMember member) {
        return member.getModifiers().contains(JavaModifier.PUBLIC)
                || member.getModifiers().contains(JavaModifier.PROTECTED);
    }

    private static boolean isForeign(JavaClass type) {
        String name = type.getBaseComponentType().getName();
        return FOREIGN.stream().anyMatch(name::startsWith);
    }

    private static Stream<JavaClass> rawTypes(JavaMember member) {
        if (member instanceof JavaCodeUnit unit) {
            return Stream.concat(unit.getAllInvolvedRawTypes().stream(), unit.getExceptionTypes().stream());
        }
        return ((JavaField) member).getAllInvolvedRawTypes().stream();
    }
}
