package dev.shaduf.engine.record;

import com.google.i18n.phonenumbers.Phonemetadata.PhoneMetadata;
import com.google.i18n.phonenumbers.metadata.DefaultMetadataDependenciesProvider;

import org.jspecify.annotations.Nullable;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How numbers of a region are dialled: what stands before those of other countries and other towns,
 * and how many digits a number has. Immutable.
 */
final class NumberingPlan {

    private final String country;
    private final Pattern abroad;
    private final Pattern trunk;
    private final boolean rewrites;
    private final Pattern national;
    private final Set<Integer> lengths;

    private NumberingPlan(PhoneMetadata known) {
        this.country = Integer.toString(known.getCountryCode());
        this.abroad = Pattern.compile(known.getInternationalPrefix());
        this.trunk = Pattern.compile(known.getNationalPrefixForParsing());
        this.rewrites = !known.getNationalPrefixTransformRule().isEmpty();
        this.national = Pattern.compile(known.getGeneralDesc().getNationalNumberPattern());
        this.lengths = Set.copyOf(known.getGeneralDesc().getPossibleLengthList());
    }

    /** That of a region that the library knows, as it has it for numbers that it parses. */
    static NumberingPlan of(String region) {
        return new NumberingPlan(
                DefaultMetadataDependenciesProvider.getInstance()
                        .getPhoneNumberMetadataSource()
                        .getMetadataForRegion(region));
    }

    /** Whether digits of the region itself may begin with the way to another country or its own. */
    boolean maybeAbroad(String digits) {
        return digits.startsWith(country) || abroad.matcher(digits).lookingAt();
    }

    /** The E.164 form of digits without country; null where it takes more to tell. */
    @Nullable String e164(String digits) {
        Matcher prefix = trunk.matcher(digits);
        String number = digits;
        if (prefix.lookingAt()) {
            number = digits.substring(prefix.end());
            boolean whole = is(digits) && !is(number);
            if (rewrites || whole) {
                return null;
            }
        }
        return lengths.contains(number.length()) ? "+" + country + number : null;
    }

    private boolean is(String digits) {
        return national.matcher(digits).matches();
    }
}
