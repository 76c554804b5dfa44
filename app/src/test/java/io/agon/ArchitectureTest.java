package io.agon;

import static com.tngtech.archunit.base.DescribedPredicate.doNot;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The arrows between packages. Maven holds those between modules. */
class ArchitectureTest {
    private static final JavaClasses AGON = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("io.agon");

    private static final String[] CORE =
            packages("preference", "structured", "limit", "evidence", "sampling", "stopping", "procedure", "numeric");
    private static final String[] SHELL = packages(
            "budget",
            "model",
            "local",
            "policy",
            "judge",
            "store",
            "config",
            "experiment",
            "report",
            "loop",
            "decide",
            "improve",
            "train",
            "torch",
            "lab",
            "page",
            "cli",
            "web",
            "testkit");

    /** What each package of the core may see of the core, beside itself. */
    private static final Map<String, List<String>> ARROWS = Map.of(
            "numeric", List.of(),
            "preference", List.of("numeric"),
            "structured", List.of("numeric", "preference"),
            "limit", List.of("numeric", "preference", "structured"),
            "evidence", List.of("numeric", "preference", "structured"),
            "sampling", List.of("numeric", "preference", "structured", "limit", "evidence"),
            "stopping", List.of("numeric", "preference", "structured", "limit", "evidence"),
            "procedure", List.of("numeric", "preference", "structured", "limit", "evidence", "sampling", "stopping"));

    @TestFactory
    Stream<DynamicTest> corePackage_seesOnlyWhatIsBelowIt() {
        return ARROWS.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(arrow -> DynamicTest.dynamicTest(arrow.getKey(), () -> {
                    String[] above = Arrays.stream(CORE)
                            .filter(name -> !name.equals(packageOf(arrow.getKey())))
                            .filter(name -> arrow.getValue().stream()
                                    .noneMatch(below -> packageOf(below).equals(name)))
                            .toArray(String[]::new);
                    check(noClasses()
                            .that()
                            .resideInAPackage(packageOf(arrow.getKey()))
                            .should()
                            .dependOnClassesThat()
                            .resideInAnyPackage(above));
                }));
    }

    @Test
    void core_seesNoShell() {
        check(noClasses()
                .that()
                .resideInAnyPackage(CORE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(SHELL));
    }

    @Test
    void samplingAndStopping_neverSeeEachOther() {
        check(noClasses()
                .that()
                .resideInAPackage(packageOf("sampling"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(packageOf("stopping")));
        check(noClasses()
                .that()
                .resideInAPackage(packageOf("stopping"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(packageOf("sampling")));
    }

    @Test
    void report_isSeenByLabAndAppOnly() {
        check(noClasses()
                .that(doNot(resideInAnyPackage(packages("report", "lab", "page", "cli", "web"))))
                .should()
                .dependOnClassesThat(resideInAPackage(packageOf("report"))));
    }

    @Test
    void cliAndLab_areSeenByNothingBelowThem() {
        check(noClasses()
                .that(doNot(resideInAnyPackage(packages("cli"))))
                .should()
                .dependOnClassesThat(resideInAPackage(packageOf("cli"))));
        check(noClasses()
                .that(doNot(resideInAnyPackage(packages("lab", "page", "cli", "web"))))
                .should()
                .dependOnClassesThat(resideInAPackage(packageOf("lab"))));
    }

    @Test
    void cliAndWeb_neverSeeEachOther() {
        check(noClasses()
                .that()
                .resideInAPackage(packageOf("cli"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(packageOf("web")));
        check(noClasses()
                .that(doNot(resideInAnyPackage(packages("web"))))
                .should()
                .dependOnClassesThat(resideInAPackage(packageOf("web"))));
        check(noClasses()
                .that(doNot(resideInAnyPackage(packages("page", "cli", "web"))))
                .should()
                .dependOnClassesThat(resideInAPackage(packageOf("page"))));
    }

    @Test
    void improveAndTrain_neverSeeEachOther() {
        check(noClasses()
                .that()
                .resideInAPackage(packageOf("improve"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages("train", "torch")));
        check(noClasses()
                .that()
                .resideInAnyPackage(packages("train", "torch"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(packageOf("improve")));
    }

    /** Problems, agents and regret are as pure as the core; words, models and money come in above them. */
    @Test
    void numericPackages_seeNoModelsAndNoMoney() {
        check(noClasses()
                .that()
                .resideInAnyPackage(packages(
                        "decide.bandit",
                        "decide.online",
                        "decide.inventory",
                        "decide.regret",
                        "train.numeric",
                        "torch"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages(
                        "budget",
                        "model",
                        "policy",
                        "judge",
                        "store",
                        "experiment",
                        "decide.language",
                        "decide.play",
                        "train.language")));
    }

    /** Traces know of money only that its end is no failure of an artifact. */
    @Test
    void traces_seeNoModelsAndNoTasks() {
        check(noClasses()
                .that()
                .resideInAPackage(packageOf("improve.trace"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages(
                        "model",
                        "policy",
                        "judge",
                        "store",
                        "experiment",
                        "decide",
                        "improve.optimizer",
                        "improve.task",
                        "improve.run",
                        "improve.search",
                        "improve.code",
                        "improve.world")));
    }

    @Test
    void core_hasNoClockThreadsInputOutputOrLogs() {
        check(noClasses()
                .that()
                .resideInAnyPackage(CORE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.io..",
                        "java.nio..",
                        "java.net..",
                        "java.sql..",
                        "java.util.logging..",
                        "java.util.concurrent..",
                        "org.slf4j..")
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(
                        java.time.Clock.class,
                        java.time.InstantSource.class,
                        Thread.class,
                        Runtime.class,
                        Process.class,
                        java.util.Timer.class,
                        java.util.Random.class)
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(java.time.LocalDateTime.class, "now")
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err"));
    }

    @Test
    void core_hasNoStaticState() {
        check(fields().that()
                .areDeclaredInClassesThat()
                .resideInAnyPackage(CORE)
                .and()
                .areStatic()
                .should()
                .beFinal());
    }

    @Test
    void packages_haveNoCycles() {
        check(slices().matching("io.agon.(*)..").should().beFreeOfCycles());
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(AGON);
    }

    private static String packageOf(String name) {
        return "io.agon." + name + "..";
    }

    private static String[] packages(String... names) {
        return Arrays.stream(names).map(ArchitectureTest::packageOf).toArray(String[]::new);
    }
}
