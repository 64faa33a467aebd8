package dev.shaduf.engine.record;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;

import org.jspecify.annotations.Nullable;

/** Phone numbers in E.164. Safe to share between threads. */
public final class Phones {

    private static final String UNKNOWN_REGION = "ZZ";

    private final PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
    private final String region;

    /** Numbers without a country are of this region; "" for none. */
    public Phones(String region) {
        this.region = region.isEmpty() ? UNKNOWN_REGION : region;
    }

    /** Whether numbers need their country. */
    public boolean isWithoutRegion() {
        return region.equals(UNKNOWN_REGION);
    }

    /** The number, or null where the text is none. */
    public @Nullable String e164(String text) {
        try {
            PhoneNumber number = numbers.parse(text, region);
            return numbers.isPossibleNumber(number)
                    ? numbers.format(number, PhoneNumberFormat.E164)
                    : null;
        } catch (NumberParseException e) {
            return null;
        }
    }
}
