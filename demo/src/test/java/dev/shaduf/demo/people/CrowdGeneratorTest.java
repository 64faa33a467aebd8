package dev.shaduf.demo.people;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

class CrowdGeneratorTest {

    private static final Crowd CROWD = Crowd.ofSize(2_000);
    private static final List<String> FILES =
            List.of(
                    "crm_contacts.csv",
                    "shop_customers.csv",
                    "shop_orders.csv",
                    "support_tickets.csv",
                    "website_events.csv",
                    "erasures.csv",
                    "truth.csv");

    @TempDir private Path directory;

    @Test
    void equalCrowdsHaveEqualFiles() throws IOException {
        new CrowdGenerator(CROWD).write(directory.resolve("a"));
        new CrowdGenerator(Crowd.ofSize(2_000)).write(directory.resolve("b"));

        for (String file : FILES) {
            assertThat(directory.resolve("a").resolve(file))
                    .hasSameBinaryContentAs(directory.resolve("b").resolve(file));
        }
    }

    @Test
    void truthTellsOfEveryRecordOnce() throws IOException {
        CrowdGenerator.Counts counts = new CrowdGenerator(CROWD).write(directory);

        List<String> records = lines("truth.csv").map(CrowdGeneratorTest::withoutPerson).toList();
        assertThat(records).hasSize((int) counts.records()).doesNotHaveDuplicates();
        assertThat(counts.records()).isGreaterThan(5L * CROWD.persons());
        assertThat(lines("crm_contacts.csv")).hasSize((int) counts.contacts());
        assertThat(lines("website_events.csv")).hasSize((int) counts.events());
    }

    @Test
    void earlierDayHasOnlyWhatHappenedUntilThen() throws IOException {
        new CrowdGenerator(new Crowd(CROWD.seed(), CROWD.persons(), LocalDate.of(2024, 5, 31)))
                .write(directory.resolve("early"));
        new CrowdGenerator(CROWD).write(directory);

        List<String> early =
                lines("early/crm_contacts.csv").map(CrowdGeneratorTest::withoutId).toList();
        List<String> late = lines("crm_contacts.csv").map(CrowdGeneratorTest::withoutId).toList();
        assertThat(early).isNotEmpty().hasSizeLessThan(late.size());
        assertThat(late).containsAll(early);
        assertThat(early).noneMatch(line -> line.contains("2024-06"));
    }

    @Test
    void whatRealListsGetWrongIsThere() throws IOException {
        new CrowdGenerator(CROWD).write(directory);

        List<String> events = lines("website_events.csv").toList();
        assertThat(events).anyMatch(line -> line.contains("," + Website.HARD_CODED + ","));
        assertThat(events).anyMatch(line -> line.contains(",undefined,"));
        assertThat(lines("shop_customers.csv")).anyMatch(line -> line.startsWith("u1000"));
        assertThat(lines("shop_customers.csv")).anyMatch(line -> line.matches("u\\d+b,.*"));
        assertThat(lines("erasures.csv")).isNotEmpty();
    }

    private static String withoutId(String line) {
        return line.substring(line.indexOf(',') + 1);
    }

    private static String withoutPerson(String line) {
        return line.substring(0, line.lastIndexOf(','));
    }

    private Stream<String> lines(String file) throws IOException {
        return Files.readAllLines(directory.resolve(file)).stream().skip(1);
    }
}
