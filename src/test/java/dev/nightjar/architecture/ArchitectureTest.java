package dev.nightjar.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.toSet;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Data flows one way: which package may use which, and which library lives where. */
class ArchitectureTest {
    private static final String ROOT = "dev.nightjar.";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.nightjar");

    /** Package (with those below it) to what it may use besides itself. {@code *} is everything. */
    private static final Map<String, List<String>> MAY_USE = new TreeMap<>(Map.ofEntries(
            Map.entry("model", List.of()),
            Map.entry("stats", List.of()),
            Map.entry("sql", List.of("model")),
            Map.entry("embedded", List.of("model")),
            Map.entry("config", List.of("model")),
            Map.entry("source.log", List.of("model", "stats", "sql")),
            Map.entry("source.postgres", List.of("model", "sql")),
            Map.entry("source.redis", List.of("model")),
            Map.entry("source.metrics", List.of("model", "stats", "detect")),
            Map.entry("store", List.of("model")),
            Map.entry("detect", List.of("model", "stats")),
            Map.entry("advise.index", List.of("model", "stats", "sql", "embedded", "detect")),
            Map.entry("advise.pool", List.of("model", "stats", "detect")),
            Map.entry("advise.redis", List.of("model", "stats", "detect", "advise.wording")),
            Map.entry("advise.health", List.of("model", "stats", "sql", "detect", "advise.wording")),
            Map.entry("advise.wording", List.of()),
            Map.entry("advise.priority", List.of("model", "stats", "advise")),
            Map.entry("report", List.of("model", "stats", "sql", "detect", "advise")),
            Map.entry("deliver", List.of("model", "report")),
            Map.entry("demo", List.of("model", "embedded", "config"))));

    @TestFactory
    Stream<DynamicTest> aPackageUsesOnlyThoseBeforeIt() {
        return MAY_USE.entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(
                        entry.getKey(),
                        () -> noClasses()
                                .that(resideInAnyPackage(tree(entry.getKey())))
                                .should()
                                .dependOnClassesThat(ownClassesOutside(entry.getKey(), entry.getValue()))
                                .allowEmptyShould(true)
                                .check(CLASSES)));
    }

    @Test
    void everyPackageHasItsPlace() {
        Set<String> placed = Stream.concat(MAY_USE.keySet().stream(), Stream.of("job", "serve", "cli", "verify"))
                .map(name -> ROOT + name)
                .collect(toSet());
        classes()
                .should(com.tngtech.archunit.lang.conditions.ArchConditions.be(DescribedPredicate.describe(
                        "in a package of the architecture table",
                        (JavaClass type) -> placed.stream().anyMatch(name -> inTree(type, name)))))
                .check(CLASSES);
    }

    @Test
    void onlyTheCommandLineKnowsTheDemo() {
        noClasses()
                .that()
                .resideOutsideOfPackages(tree("demo"), tree("cli"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(tree("demo"))
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.nightjar.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void theModelIsPlainJava() {
        classes()
                .that()
                .resideInAPackage(tree("model"))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", tree("model"), "org.jspecify..")
                .check(CLASSES);
    }

    @TestFactory
    Stream<DynamicTest> aLibraryStaysWhereItBelongs() {
        return Map.of(
                        "org.apache.commons.math3..", List.of("stats"),
                        "org.apache.commons.statistics..", List.of("stats"),
                        "net.sf.jsqlparser..", List.of("advise.index"),
                        "com.lowagie..", List.of("report.pdf", "report.chart"),
                        "org.xhtmlrenderer..", List.of("report.pdf", "report.chart"),
                        "org.quartz..", List.of("job", "serve", "cli"),
                        "org.springframework.batch..", List.of("job", "serve", "cli"),
                        "org.flywaydb..", List.of("store"),
                        "picocli..", List.of("cli"))
                .entrySet()
                .stream()
                .map(entry -> DynamicTest.dynamicTest(
                        entry.getKey(),
                        () -> noClasses()
                                .that()
                                .resideOutsideOfPackages(entry.getValue().stream()
                                        .map(ArchitectureTest::tree)
                                        .toArray(String[]::new))
                                .should()
                                .dependOnClassesThat()
                                .resideInAPackage(entry.getKey())
                                .check(CLASSES)));
    }

    @Test
    void onlyJackson3IsUsed() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.fasterxml.jackson.databind..")
                .check(CLASSES);
    }

    @Test
    void namesSayWhatAThingIs() {
        noClasses()
                .should()
                .haveNameMatching(".*(Util|Utils|Helper|Helpers|Manager|Impl)$")
                .check(CLASSES);
    }

    @Test
    void timeComesFromAClock() {
        noClasses()
                .should()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(java.time.LocalDate.class, "now")
                .orShould()
                .callMethod(java.time.LocalDateTime.class, "now")
                .orShould()
                .callMethod(java.time.ZonedDateTime.class, "now")
                .check(CLASSES);
    }

    @Test
    void nothingStaticCanChange() {
        fields().that()
                .areStatic()
                .and()
                .doNotHaveName("$SwitchMap$")
                .should()
                .beFinal()
                .check(CLASSES);
    }

    private static DescribedPredicate<JavaClass> ownClassesOutside(String name, List<String> allowed) {
        return DescribedPredicate.describe("ours but not in " + allowed, type -> {
            if (!type.getPackageName().startsWith("dev.nightjar")) {
                return false;
            }
            return !inTree(type, ROOT + name) && allowed.stream().noneMatch(other -> inTree(type, ROOT + other));
        });
    }

    private static boolean inTree(JavaClass type, String packageName) {
        return type.getPackageName().equals(packageName)
                || type.getPackageName().startsWith(packageName + ".");
    }

    private static String tree(String name) {
        return ROOT + name + "..";
    }
}
