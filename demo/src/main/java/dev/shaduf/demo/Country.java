package dev.shaduf.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A country with the names people have there. Read from {@code countries.txt}.
 *
 * @param phone how a mobile number looks; # stands for a digit
 */
public record Country(
        String code,
        String currency,
        int weight,
        String phone,
        List<Name> firstNames,
        List<Name> lastNames,
        List<String> cities) {

    private static final Pattern MARKS = Pattern.compile("\\p{M}");
    private static final Pattern UNWANTED = Pattern.compile("[^a-z-]");
    private static final List<Country> ALL = read();
    private static final int TOTAL_WEIGHT = ALL.stream().mapToInt(Country::weight).sum();

    /** A name and how its owner writes it in an e-mail address. */
    public record Name(String written, String ascii) {

        static Name parse(String text) {
            int slash = text.indexOf('/');
            return slash < 0
                    ? new Name(text, inAscii(text))
                    : new Name(text.substring(0, slash), text.substring(slash + 1));
        }
    }

    /** One of all, by how many people live there. */
    public static Country pick(Dice dice) {
        int rest = dice.below(TOTAL_WEIGHT);
        for (Country country : ALL) {
            rest -= country.weight;
            if (rest < 0) {
                return country;
            }
        }
        throw new AssertionError("the weights do not add up");
    }

    private static String inAscii(String name) {
        String plain =
                name.toLowerCase(Locale.ROOT)
                        .replace("ß", "ss")
                        .replace("ł", "l")
                        .replace("ı", "i")
                        .replace("ø", "o");
        String bare =
                MARKS.matcher(Normalizer.normalize(plain, Normalizer.Form.NFD)).replaceAll("");
        return UNWANTED.matcher(bare).replaceAll("");
    }

    private static List<Country> read() {
        String resource = "countries.txt";
        try (InputStream in =
                Objects.requireNonNull(Country.class.getResourceAsStream(resource), resource)) {
            List<String> lines =
                    new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> !line.startsWith("#"))
                            .toList();
            List<Country> countries = new ArrayList<>();
            for (int at = 0; at < lines.size(); at += 4) {
                countries.add(parse(lines.subList(at, at + 4)));
            }
            return List.copyOf(countries);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Country parse(List<String> lines) {
        String[] head = lines.getFirst().split(" \\| ", 5);
        return new Country(
                head[1],
                head[2],
                Integer.parseInt(head[3]),
                head[4],
                names(lines.get(1)),
                names(lines.get(2)),
                List.of(lines.get(3).split(", ")));
    }

    private static List<Name> names(String line) {
        return Pattern.compile(", ").splitAsStream(line).map(Name::parse).toList();
    }
}
