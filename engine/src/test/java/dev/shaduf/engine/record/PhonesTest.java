package dev.shaduf.engine.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Random;

class PhonesTest {

    private static final int EACH = 60;
    private static final List<String> SIGNS = List.of("", "", " ", "-", ".", " (", ") ", "/", "x");

    private final PhoneNumberUtil library = PhoneNumberUtil.getInstance();

    @Test
    void numbersBecomeE164() {
        Phones french = new Phones("FR");

        assertThat(french.e164("06 12 34 56 78")).isEqualTo("+33612345678");
        assertThat(french.e164("+1 (415) 555-2671")).isEqualTo("+14155552671");
        assertThat(french.e164("0033612345678")).isEqualTo("+33612345678");
    }

    @Test
    void whatIsNoNumberIsNone() {
        assertThat(new Phones("FR").e164("call me")).isNull();
        assertThat(new Phones("FR").e164("12")).isNull();
        assertThat(new Phones("").e164("0612345678")).isNull();
    }

    @Test
    void plainDigitsMeanWhatTheLibraryTakesThemFor() {
        for (String region : library.getSupportedRegions()) {
            Random random = new Random(region.hashCode());
            Phones phones = new Phones(region);
            for (int i = 0; i < EACH; i++) {
                String text = text(region, random);
                assertThat(phones.e164(text))
                        .as(region + " " + text)
                        .isEqualTo(phones.parsed(text));
            }
        }
    }

    /** A number of a region as people write it, some with a wrong digit or one too many. */
    private String text(String region, Random random) {
        PhoneNumberType[] types = PhoneNumberType.values();
        PhoneNumber example =
                library.getExampleNumberForType(region, types[random.nextInt(types.length)]);
        int country = library.getCountryCodeForRegion(region);
        String national =
                example == null
                        ? Integer.toString(random.nextInt(1_000_000_000))
                        : library.getNationalSignificantNumber(example);
        StringBuilder digits = new StringBuilder(national);
        if (random.nextInt(2) == 0) {
            digits.setCharAt(random.nextInt(digits.length()), digit(random));
        }
        if (random.nextInt(4) == 0) {
            digits.insert(random.nextInt(digits.length()), digit(random));
        }
        if (random.nextInt(8) == 0) {
            digits.setLength(1 + random.nextInt(digits.length()));
        }
        List<String> before = List.of("", "0", "1", "8", "+" + country, "00" + country, "+", "011");
        String first = before.get(random.nextInt(before.size()));
        String sign = SIGNS.get(random.nextInt(SIGNS.size()));
        return first + sign + digits.insert(digits.length() / 2, sign);
    }

    private static char digit(Random random) {
        return (char) ('0' + random.nextInt(10));
    }
}
