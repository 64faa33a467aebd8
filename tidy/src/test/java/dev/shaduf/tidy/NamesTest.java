package dev.shaduf.tidy;

import static java.util.stream.Collectors.toCollection;

import dev.shaduf.tidy.Declarations.Type;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Names are nouns of the trade, and every package says what it is and that nulls are marked. */
class NamesTest {

    private static final Set<String> NO_WORDS =
            Set.of(
                    "Manager",
                    "Helper",
                    "Helpers",
                    "Util",
                    "Utils",
                    "Impl",
                    "Base",
                    "Abstract",
                    "Data",
                    "Info");
    private static final Set<String> NO_PACKAGES =
            Set.of("common", "util", "utils", "impl", "dto", "misc", "helper", "helpers");
    private static final Pattern NEXT_WORD = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");
    private static final Pattern DOCUMENTED =
            Pattern.compile("(?s)^/\\*\\*.*@NullMarked\\npackage ");

    @BeforeAll
    static void notWhenFixing() {
        Fix.assumeNot();
    }

    @Test
    void typesAreNouns() {
        var offenders = new Offenders();
        for (Type type : Declarations.of(Checkout.java()).types()) {
            Arrays.stream(NEXT_WORD.split(type.name()))
                    .filter(NO_WORDS::contains)
                    .forEach(w -> offenders.add(type.file(), type.line(), type.name() + ": " + w));
        }
        offenders.none("These words say nothing, name what it is in the trade:");
    }

    @Test
    void packagesAreNouns() {
        var offenders = new Offenders();
        for (Path directory : packages()) {
            directory.forEach(part -> {
                if (NO_PACKAGES.contains(part.toString())) {
                    offenders.add(directory, 1, "is a drawer, not a noun: " + part);
                }
            });
        }
        offenders.none("A package is named after what is in it:");
    }

    @Test
    void packagesSayWhatTheyAre() {
        var offenders = new Offenders();
        List<Path> files = Checkout.java();
        for (Path directory : packages()) {
            Path info = directory.resolve("package-info.java");
            if (!Checkout.ships(directory)) {
                continue;
            }
            if (!files.contains(info)) {
                offenders.add(info, 1, "is missing");
            } else if (!DOCUMENTED.matcher(Checkout.text(info)).find()) {
                offenders.add(info, 1, "has no comment or no @NullMarked");
            }
        }
        offenders.none("Every package has package-info.java with two sentences and @NullMarked:");
    }

    private static Set<Path> packages() {
        return Checkout.java().stream()
                .filter(file -> file.toString().contains("/java/"))
                .map(Path::getParent)
                .collect(toCollection(TreeSet::new));
    }
}
