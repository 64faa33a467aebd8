package dev.shaduf.live.column;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamingTest {

    @ParameterizedTest
    @CsvSource({
        "orderID, order_id",
        "userIDHash, user_idhash",
        "HTTPServer, httpserver",
        "2FA Enabled, 2fa_enabled",
        "_private, private",
        "product.name, product_name",
        "订单, e_3d5436ea",
        "Base64Encode, base64_encode",
        "test123, test123",
        "Order Completed!, order_completed",
        "Cízǔ, c_z",
        "already_clean_2, already_clean_2",
        "two__bars, two_bars",
        "ends_, ends",
        "UPPER, upper",
        "A, a",
        "9, 9",
        "$set, set",
        "a-b c/d, a_b_c_d",
        "'', e_e3b0c442",
    })
    void namesAreSegmentsSnakeCase(String original, String name) {
        assertThat(Naming.part(original)).isEqualTo(name);
    }

    @Test
    void aNameAbove63BytesIsCutAndToldApartByItsOriginal() {
        String original = "x".repeat(64);

        assertThat(Naming.cut(original, original))
                .hasSize(63)
                .isEqualTo("x".repeat(56) + "_" + "7ce100");
        assertThat(Naming.cut("x".repeat(63), "y")).isEqualTo("x".repeat(63));
    }

    @Test
    void theFirstOriginalOwnsANameAndTheSecondGetsItsHash() {
        Owners owners = new Owners();

        assertThat(owners.name("orderID", "order_id", 1)).isEqualTo("order_id");
        assertThat(owners.name("order_id", "order_id", 2)).isEqualTo("order_id_ca13a6");
        assertThat(owners.name("orderID", "order_id", 3)).isEqualTo("order_id");
        assertThat(owners.fresh())
                .extracting(Owners.Claim::name)
                .containsExactly("order_id", "order_id_ca13a6");
    }

    @Test
    void namesThatWereGivenBeforeStay() {
        Owners owners = new Owners();
        owners.recall("order_id", "order_id");

        assertThat(owners.name("orderID", "order_id", 1)).startsWith("order_id_").hasSize(15);
        assertThat(owners.name("order_id", "order_id", 1)).isEqualTo("order_id");
    }
}
