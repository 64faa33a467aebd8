package dev.shaduf.engine.record;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PhonesTest {

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
}
