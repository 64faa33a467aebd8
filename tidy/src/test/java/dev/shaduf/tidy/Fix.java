package dev.shaduf.tidy;

import org.junit.jupiter.api.Assumptions;

/** Whether this run rewrites instead of complaining: {@code -Dtidy.fix=true}. */
final class Fix {

    static final boolean WANTED = Boolean.getBoolean("tidy.fix");

    private Fix() {}

    static void assumeNot() {
        Assumptions.assumeFalse(WANTED, "only the format is fixed");
    }
}
