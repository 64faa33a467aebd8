package dev.shaduf.tidy;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;

/** Who may use whom, as ARCHITECTURE.md says; read from what the build compiled. */
class DirectionsTest {

    /** What a module may use; warehouses and connectors are found by ServiceLoader. */
    private static final Map<String, Set<String>> MODULES =
            Map.of(
                    "spi", Set.of(),
                    "delivery", Set.of("spi"),
                    "demo", Set.of("spi"),
                    "testkit", Set.of("spi", "demo"),
                    "warehouses", Set.of("spi"),
                    "connectors", Set.of("spi"),
                    "engine", Set.of("spi", "delivery"),
                    "live", Set.of("spi", "delivery", "engine"),
                    "server", Set.of("spi", "delivery", "engine", "live"),
                    "cli", Set.of("spi", "delivery", "demo", "engine", "live", "server"));

    /** Packages of the engine; each may use those before it. */
    private static final List<String> ENGINE =
            List.of(
                    "yaml",
                    "template",
                    "project",
                    "mapping",
                    "own",
                    "store",
                    "load",
                    "model",
                    "scratch",
                    "similar",
                    "resolution",
                    "record",
                    "component",
                    "identity",
                    "explanation",
                    "report",
                    "trait",
                    "prediction",
                    "audience",
                    "comparison",
                    "sync",
                    "run");

    private static final Set<String> ABOVE_THE_SPI =
            Set.of("spi", "delivery", "engine", "live", "server", "cli");

    /** What of the engine the live path may use. */
    private static final Set<String> ENGINE_OF_LIVE = Set.of("project", "own", "load");

    private static final List<String> DRIVERS =
            List.of("java.sql.", "javax.sql.", "org.duckdb.", "org.postgresql.", "org.sqlite.");

    private static final Map<String, String> MODULE_OF = new HashMap<>();
    private static JavaClasses classes = new ClassFileImporter().importPaths(List.of());

    @BeforeAll
    static void read() {
        Fix.assumeNot();
        List<Path> modules =
                MODULES.keySet().stream()
                        .map(Checkout.ROOT::resolve)
                        .filter(module -> Files.isDirectory(module.resolve("src/main/java")))
                        .toList();
        List<Path> compiled = modules.stream().map(m -> m.resolve("target/classes")).toList();
        Assumptions.assumeTrue(
                compiled.stream().allMatch(Files::isDirectory), "the modules are not compiled");
        classes = new ClassFileImporter().importPaths(compiled);
        for (JavaClass type : classes) {
            type.getSource()
                    .map(source -> Checkout.ROOT.relativize(Path.of(source.getUri())).getName(0))
                    .ifPresent(module -> MODULE_OF.put(type.getName(), module.toString()));
        }
    }

    @Test
    void modulesUseWhatIsBelowThem() {
        forbid(
                "A module uses only those that ARCHITECTURE.md lists for it:",
                (origin, target) -> {
                    String from = moduleOf(origin);
                    String to = moduleOf(target);
                    return !to.isEmpty()
                            && !to.equals(from)
                            && !MODULES.getOrDefault(from, Set.of()).contains(to);
                });
    }

    @Test
    void packagesOfTheEngineUseWhatIsBeforeThem() {
        forbid(
                "In the engine " + String.join(" <- ", ENGINE) + ":",
                (origin, target) -> {
                    int from = ENGINE.indexOf(engine(origin));
                    int to = ENGINE.indexOf(engine(target));
                    boolean unknown = !engine(origin).isEmpty() && from < 0;
                    return unknown || !engine(target).isEmpty() && from >= 0 && to > from;
                });
    }

    @Test
    void theLivePathUsesLittleOfTheEngine() {
        forbid(
                "Of the engine, live uses " + ENGINE_OF_LIVE + ":",
                (origin, target) ->
                        moduleOf(origin).equals("live")
                                && !engine(target).isEmpty()
                                && !ENGINE_OF_LIVE.contains(engine(target)));
    }

    @Test
    void driversStayBelowTheSpi() {
        forbid(
                "Only warehouses, connectors and engine.store see java.sql or a driver:",
                (origin, target) ->
                        ABOVE_THE_SPI.contains(moduleOf(origin))
                                && !engine(origin).equals("store")
                                && DRIVERS.stream().anyMatch(target.getName()::startsWith));
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.shaduf.(**)")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(classes);
    }

    private static void forbid(String rule, BiPredicate<JavaClass, JavaClass> forbidden) {
        var offenders = new Offenders();
        for (JavaClass type : classes) {
            for (Dependency use : type.getDirectDependenciesFromSelf()) {
                JavaClass target = use.getTargetClass().getBaseComponentType();
                if (forbidden.test(type, target)) {
                    offenders.add(place(use) + "  uses " + target.getName());
                }
            }
        }
        offenders.none(rule);
    }

    private static String place(Dependency use) {
        JavaClass origin = use.getOriginClass();
        String description = use.getDescription();
        String line = description.replaceFirst("(?s).*\\.java:(\\d+).*", "$1");
        String file =
                moduleOf(origin)
                        + "/src/main/java/"
                        + origin.getPackageName().replace('.', '/')
                        + "/"
                        + origin.getSource().flatMap(s -> s.getFileName()).orElse("?");
        return file + ":" + (line.equals(description) ? "1" : line);
    }

    private static String moduleOf(JavaClass type) {
        return MODULE_OF.getOrDefault(type.getName(), "");
    }

    /** The first package below {@code dev.shaduf.engine}; "" elsewhere. */
    private static String engine(JavaClass type) {
        String start = "dev.shaduf.engine.";
        String name = type.getPackageName() + ".";
        return name.startsWith(start) && name.length() > start.length()
                ? name.substring(start.length(), name.indexOf('.', start.length()))
                : "";
    }
}
