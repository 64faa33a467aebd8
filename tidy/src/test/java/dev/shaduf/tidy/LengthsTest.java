package dev.shaduf.tidy;

import dev.shaduf.tidy.Declarations.Method;
import dev.shaduf.tidy.Declarations.Type;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** What fits in a head: limits for the longest, and for nine of ten. */
class LengthsTest {

    private static final int FILE = 500;
    private static final int FILE_P90 = 200;
    private static final int METHOD = 60;
    // The formatter gives every argument and every piece of a text a line of its own.
    private static final int METHOD_P90 = 20;
    private static final int PARAMETERS = 5;
    private static final int COMPONENTS = 10;
    private static final int SPI_METHODS = 15;
    private static final int SHOWN = 20;

    private static final List<Path> FILES = Checkout.java();
    private static Declarations declared = new Declarations(List.of(), List.of());

    @BeforeAll
    static void parse() {
        Fix.assumeNot();
        declared = Declarations.of(FILES);
    }

    @Test
    void filesAreShort() {
        var offenders = new Offenders();
        FILES.stream()
                .filter(file -> lines(file) > FILE)
                .forEach(file -> offenders.add(file, 1, lines(file) + " lines"));
        offenders.none("No file has more than " + FILE + " lines:");
    }

    @Test
    void nineFilesOfTenAreVeryShort() {
        ninetiethAtMost(
                FILE_P90,
                FILES.stream().filter(Checkout::ships).toList(),
                LengthsTest::lines,
                file -> file + ":1  " + lines(file) + " lines");
    }

    @Test
    void methodsAreShort() {
        var offenders = new Offenders();
        declared.methods().stream()
                .filter(method -> method.lines() > METHOD)
                .forEach(m -> offenders.add(m.file(), m.line(), m.name() + ": " + m.lines()));
        offenders.none("No method has more than " + METHOD + " lines:");
    }

    @Test
    void nineMethodsOfTenAreVeryShort() {
        ninetiethAtMost(
                METHOD_P90,
                declared.methods().stream().filter(m -> Checkout.ships(m.file())).toList(),
                Method::lines,
                m -> m.file() + ":" + m.line() + "  " + m.name() + ", " + m.lines() + " lines");
    }

    @Test
    void parametersAreFew() {
        var offenders = new Offenders();
        for (Method m : declared.methods()) {
            if (m.parameters() > PARAMETERS) {
                offenders.add(m.file(), m.line(), m.name() + ": " + m.parameters());
            }
        }
        for (Type t : declared.types()) {
            if (t.components() > COMPONENTS) {
                offenders.add(t.file(), t.line(), t.name() + ": " + t.components());
            }
        }
        offenders.none("At most 5 parameters, 10 components of a record:");
    }

    @Test
    void interfacesOfTheSpiAreSmall() {
        var offenders = new Offenders();
        for (Type t : declared.types()) {
            if (t.file().startsWith("spi/src/main")
                    && t.isInterface()
                    && t.methods() > SPI_METHODS) {
                offenders.add(t.file(), t.line(), t.name() + ": " + t.methods() + " methods");
            }
        }
        offenders.none("An interface of the SPI has at most " + SPI_METHODS + " methods:");
    }

    private static <T> void ninetiethAtMost(
            long limit, List<T> all, ToLongFunction<T> size, Function<T, String> name) {
        List<T> bySize = all.stream().sorted(Comparator.comparingLong(size).reversed()).toList();
        int tenth = all.size() / 10;
        var offenders = new Offenders();
        if (tenth < bySize.size() && size.applyAsLong(bySize.get(tenth)) > limit) {
            long over = bySize.stream().filter(one -> size.applyAsLong(one) > limit).count();
            offenders.add(
                    over + " of " + all.size() + " are longer, at most " + tenth + " may be:");
            bySize.stream().limit(SHOWN).forEach(one -> offenders.add(name.apply(one)));
        }
        offenders.none("Nine of ten have at most " + limit + " lines; the longest:");
    }

    private static long lines(Path file) {
        return Checkout.text(file).lines().count();
    }
}
