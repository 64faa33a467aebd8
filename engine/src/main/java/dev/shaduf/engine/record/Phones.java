package dev.shaduf.engine.record;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Phone numbers in E.164. Safe to share between threads. */
public final class Phones {

    private static final String UNKNOWN_REGION = "ZZ";
    private static final String SEPARATORS = " .-()";
    private static final int LEAST_DIGITS = 5;
    private static final int MOST_DIGITS = 15;
    private static final int COUNTRY_DIGITS = 3;

    private final PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
    private final Map<String, NumberingPlan> plans = new ConcurrentHashMap<>();
    private final String region;
    private final @Nullable NumberingPlan home;

    /** Numbers without a country are of this region; "" for none. */
    public Phones(String region) {
        this.region = region.isEmpty() ? UNKNOWN_REGION : region;
        this.home = isOwnCountry(this.region) ? plan(region) : null;
    }

    /** Whether numbers need their country. */
    public boolean isWithoutRegion() {
        return region.equals(UNKNOWN_REGION);
    }

    /** The number, or null where the text is none. */
    public @Nullable String e164(String text) {
        String plain = plain(text);
        return plain == null ? parsed(text) : plain;
    }

    /** What the library makes of a text. */
    @Nullable String parsed(String text) {
        try {
            PhoneNumber number = numbers.parse(text, region);
            return numbers.isPossibleNumber(number)
                    ? numbers.format(number, PhoneNumberFormat.E164)
                    : null;
        } catch (NumberParseException e) {
            return null;
        }
    }

    /**
     * The same of digits with nothing but common signs between them, or null where it takes more to
     * tell: the library looks for extensions in every text, which takes longer than all the rest.
     */
    private @Nullable String plain(String text) {
        String digits = digits(text);
        if (digits == null) {
            return null;
        }
        if (text.charAt(0) == '+') {
            return digits.charAt(0) == '0' ? null : international(digits);
        }
        return home == null || home.maybeAbroad(digits) ? null : home.e164(digits);
    }

    private @Nullable String international(String digits) {
        for (int n = 1; n <= COUNTRY_DIGITS; n++) {
            String of = numbers.getRegionCodeForCountryCode(Integer.parseInt(digits, 0, n, 10));
            if (numbers.getSupportedRegions().contains(of)) {
                return plan(of).e164(digits.substring(n));
            }
        }
        return null;
    }

    /** Whether a region is the first of those with its country code: then their lengths are its. */
    private boolean isOwnCountry(String of) {
        return numbers.getSupportedRegions().contains(of)
                && of.equals(
                        numbers.getRegionCodeForCountryCode(numbers.getCountryCodeForRegion(of)));
    }

    private NumberingPlan plan(String of) {
        return plans.computeIfAbsent(of, NumberingPlan::of);
    }

    /** The digits of a text of digits and separators, perhaps behind a plus; else null. */
    private static @Nullable String digits(String text) {
        if (text.length() > 2 * MOST_DIGITS) {
            return null;
        }
        StringBuilder digits = new StringBuilder(MOST_DIGITS);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                digits.append(c);
            } else if (SEPARATORS.indexOf(c) < 0 && !(c == '+' && i == 0)) {
                return null;
            }
            if (digits.length() > MOST_DIGITS) {
                return null;
            }
        }
        return digits.length() < LEAST_DIGITS ? null : digits.toString();
    }
}
