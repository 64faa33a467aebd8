package dev.shaduf.demo.people;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shaduf.demo.Shop;
import dev.shaduf.demo.ShopGenerator;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

class ShopPeopleTest {

    private static final Shop SHOP = Shop.ofSize(8_000);

    @TempDir private Path directory;

    @Test
    void someoneIsKnownToAllSystems() throws IOException {
        new ShopGenerator(SHOP).write(directory);
        ShopPeople.Counts counts = new ShopPeople(SHOP).write(directory);

        String email = counts.known().email();
        String name = email.substring(0, email.indexOf('@'));
        for (String file :
                List.of("customers.csv", "tickets.csv", "crm_contacts.csv", "visitors.csv")) {
            assertThat(Files.readString(directory.resolve(file)).toLowerCase(Locale.ROOT))
                    .as(file)
                    .contains(name);
        }
    }

    @Test
    void whoIsForgottenIsInNoFileOfTheirs() throws IOException {
        new ShopGenerator(SHOP).write(directory);
        Known known = new ShopPeople(SHOP).write(directory).known();
        String name = known.email().substring(0, known.email().indexOf('@'));

        assertThat(known.forget(directory)).isGreaterThanOrEqualTo(4);
        assertThat(known.forget(directory)).isZero();
        for (String file :
                List.of("customers.csv", "tickets.csv", "crm_contacts.csv", "visitors.csv")) {
            assertThat(Files.readString(directory.resolve(file)).toLowerCase(Locale.ROOT))
                    .as(file)
                    .doesNotContain(name + "@");
        }
        assertThat(Files.readAllLines(directory.resolve("customers.csv")))
                .hasSize(new ShopGenerator(SHOP).customers().size());
    }

    @Test
    void fewCustomersAreKnownElsewhere() throws IOException {
        ShopPeople.Counts counts = new ShopPeople(SHOP).write(directory);

        assertThat(counts.contacts()).isBetween(50L, 400L);
        assertThat(Files.readAllLines(directory.resolve("visitors.csv")))
                .hasSize(1 + (int) counts.visitors());
    }
}
