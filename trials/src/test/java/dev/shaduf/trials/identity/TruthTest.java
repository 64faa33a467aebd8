package dev.shaduf.trials.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shaduf.demo.people.Crowd;
import dev.shaduf.engine.identity.IdentityReport;
import dev.shaduf.spi.json.Json;
import dev.shaduf.testkit.people.CrowdProject;
import dev.shaduf.testkit.people.Quality;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;

class TruthTest {

    private static final Crowd CROWD = Crowd.ofSize(4_000);

    @TempDir private Path root;

    @Test
    void profilesOfTheUsualRulesAreThePersonsBehindThem() {
        Quality quality = qualityOf(CrowdProject.RULES);

        assertThat(quality.judged()).isEqualTo(quality.records()).isGreaterThan(20_000);
        assertThat(quality.precision()).isGreaterThanOrEqualTo(0.99);
        assertThat(quality.recall()).isGreaterThanOrEqualTo(0.95);
    }

    /** One address in 67 has a wrong letter, and as many pairs of records are parted by that. */
    @Test
    void similarityFindsWhoIsSpeltWrongAndJoinsNoStrangers() {
        List<Quality> exact = qualitiesOf(CrowdProject.RULES);
        List<Quality> similar = qualitiesOf(CrowdProject.RULES + CrowdProject.SIMILAR);

        assertThat(similar.getFirst().precision()).isGreaterThanOrEqualTo(0.99);
        assertThat(similar.getLast().recall() - exact.getLast().recall()).isGreaterThan(0.012);
    }

    @Test
    void phoneNumbersAloneWouldJoinStrangers() {
        Quality careless = qualityOf(CrowdProject.RULES.replace("[phone, last_name]", "[phone]"));

        assertThat(careless.precision()).isLessThan(0.99);
    }

    @Test
    void noProfileIsLargerThanItsCap() {
        Quality quality = qualityOf(CrowdProject.RULES + "  largest: 9\n");

        assertThat(quality.judged()).isEqualTo(quality.records());
        assertThat(quality.largest()).isEqualTo(9);
    }

    private Quality qualityOf(String rules) {
        return qualitiesOf(rules).getFirst();
    }

    /** Of all records, and of those with a name. */
    private List<Quality> qualitiesOf(String rules) {
        CrowdProject crowd = new CrowdProject(root).write(rules);
        try (Town town = new Town(root, "duckdb", Json.object().with("path", ":memory:"))) {
            long records = crowd.load(town.session, CROWD).records();
            IdentityReport report = town.resolve();
            Quality quality = Quality.of(town.session, "shaduf");
            assertThat(report.records()).isEqualTo(records).isEqualTo(quality.records());
            return List.of(quality, Quality.ofNamed(town.session, "shaduf"));
        }
    }
}
