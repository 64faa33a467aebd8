package dev.shaduf.engine.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shaduf.spi.destination.Mode;
import dev.shaduf.spi.json.Json;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;

class ProjectsTest {

    @TempDir Path directory;

    @Test
    void smallProjectIsReadWhole() {
        Project project = new Example(directory).project();

        assertThat(project.settings().name()).isEqualTo("acme");
        assertThat(project.settings().schema()).isEqualTo("shaduf");
        assertThat(project.settings().maxRow()).isEqualTo(16L << 20);
        assertThat(project.sources().keySet()).containsExactly("shop");
        assertThat(project.models().get("customers").key()).containsExactly("id");
        assertThat(project.destinations().get("crm").concurrency()).isEqualTo(4);
        assertThat(project.syncs().get("crm_contacts").mode()).isEqualTo(Mode.UPSERT);
    }

    private static final WhenNull CLEAR = new WhenNull.Clear();
    private static final String MAPPINGS =
            """
            from: customers
            to: crm
            object: contacts
            mode: upsert
            match: {email: email}
            fields:
              firstname: first_name
              lifetime_value: {column: lifetime_value, when_null: skip}
              city: {column: city, when_null: {value: 0}}
              origin: {value: [1, true, null]}
              greeting: {template: "Dear {{ first_name | capitalize }}"}
              address: {fields: {zip: zip}}
              interests: {list: [interest_1, interest_2]}
              email: email
            """;

    @Test
    void everyMappingOfTheContractIsRead() {
        Sync sync = sync(MAPPINGS);

        String greeting = "Dear {{ first_name | capitalize }}";
        MappedField zip = new MappedField("zip", new Mapping.Column("zip"), CLEAR);
        List<String> interests = List.of("interest_1", "interest_2");
        assertThat(sync.fields())
                .containsExactly(
                        new MappedField("firstname", new Mapping.Column("first_name"), CLEAR),
                        new MappedField(
                                "lifetime_value",
                                new Mapping.Column("lifetime_value"),
                                new WhenNull.Skip()),
                        new MappedField(
                                "city", new Mapping.Column("city"), new WhenNull.Value(Json.of(0))),
                        new MappedField(
                                "origin", new Mapping.Constant(Json.parse("[1,true,null]")), CLEAR),
                        new MappedField(
                                "greeting",
                                new Mapping.Template(greeting, List.of("first_name")),
                                CLEAR),
                        new MappedField("address", new Mapping.Nested(List.of(zip)), CLEAR),
                        new MappedField("interests", new Mapping.Listed(interests), CLEAR));
    }

    @Test
    void matchFieldThatIsMappedFromTheSameColumnIsOnlyInMatch() {
        Sync sync = sync(MAPPINGS);

        assertThat(sync.match()).containsExactly(new Sync.MatchField("email", "email"));
        assertThat(sync.fields()).extracting(MappedField::name).doesNotContain("email");
    }

    @Test
    void everyOptionOfTheContractIsRead() {
        Sync sync =
                sync(
                        MAPPINGS
                                + """
                                on_remove: clear
                                schedule: every 15 minutes
                                guard: {removed: 20%, empty: stop}
                                limit: 1000
                                renamed_from: other
                                alerts:
                                  - {when: failed, to: slack_ops}
                                  - {when: {rejected: 5%}, to: pager}
                                """);

        Schedule schedule = new Schedule.Every(Duration.ofMinutes(15));
        assertThat(sync.options())
                .isEqualTo(
                        new SyncOptions(
                                OnRemove.CLEAR, Guard.DEFAULT, 1000L, false, "other", schedule));
    }

    private Sync sync(String text) {
        return Objects.requireNonNull(
                new Example(directory)
                        .file("syncs/crm_contacts.yml", text)
                        .project()
                        .syncs()
                        .get("crm_contacts"));
    }

    @Test
    void sqlOfModelKnowsTheLineItBeginsAt() {
        Project project =
                new Example(directory)
                        .file(
                                "models/customers.yml",
                                "key: id\ndescription: x\nsql: |\n  select 1 as id\n")
                        .file("models/others.yml", "key: [a, b]\n")
                        .file("models/others.sql", "select 1 as a, 2 as b")
                        .project();

        assertThat(project.models().get("customers").query())
                .isEqualTo(new Model.Query.Text("select 1 as id\n", "models/customers.yml", 4));
        assertThat(project.models().get("others").query())
                .isEqualTo(new Model.Query.Text("select 1 as a, 2 as b", "models/others.sql", 1));
    }

    @Test
    void scheduleMayBeCronOrAfter() {
        Project project =
                new Example(directory)
                        .file(
                                "syncs/later.yml",
                                "from: customers\nto: crm\nobject: a\nmode: insert\n"
                                        + "schedule: {after: [customers, crm_contacts]}\n")
                        .file(
                                "syncs/early.yml",
                                "from: customers\n"
                                    + "to: crm\n"
                                    + "object: a\n"
                                    + "mode: insert\n"
                                    + "schedule: {cron: \"0 6 * * 1-5\", timezone: Europe/Paris}\n")
                        .project();

        assertThat(project.syncs().get("later").options().schedule())
                .isEqualTo(new Schedule.After(List.of("customers", "crm_contacts")));
        assertThat(project.syncs().get("early").options().schedule())
                .isEqualTo(new Schedule.At(Cron.parse("0 6 * * 1-5"), ZoneId.of("Europe/Paris")));
    }

    @Test
    void logsAndProfilesMayBeElsewhere() {
        assertThat(
                        new Example(directory)
                                .file(
                                        "shaduf.yml",
                                        """
                                        log:
                                          type: kafka
                                          bootstrap_servers: "k1:9092"
                                          properties: {security.protocol: SSL}
                                        profiles: {type: redis, url: "redis://..."}
                                        """)
                                .lines())
                .isEmpty();
    }

    @Test
    void environmentWinsOverDotenvAndDefaults() {
        Project project =
                new Example(directory)
                        .file(".env", "# ours\nA=from env file\nexport B='quoted # one'\n")
                        .file(
                                "destinations/crm.yml",
                                "type: http\nbase_url: ${A}|${B}|${C:-fallback}|$${D}\n")
                        .variable("A", "from environment")
                        .project();

        assertThat(project.destinations().get("crm").settings().text("base_url"))
                .isEqualTo("from environment|quoted # one|fallback|${D}");
    }

    @Test
    void valuesOfVariablesAreMaskedWhereTheyAreStoredAndSecretsEverywhere() {
        Example example =
                new Example(directory)
                        .file(
                                "destinations/crm.yml",
                                "type: http\n"
                                        + "base_url: ${URL}\n"
                                        + "auth: {bearer: literal-token}\n"
                                        + "headers: {X-Key: \"${MY_TOKEN}\"}\n")
                        .variable("URL", "http://127.0.0.1:1234")
                        .variable("MY_TOKEN", "from-env");
        String text = "http://127.0.0.1:1234 literal-token from-env http://u:pw@h";

        assertThat(example.read())
                .isInstanceOfSatisfying(
                        Projects.Reading.Good.class,
                        good -> {
                            assertThat(good.secrets().mask(text))
                                    .isEqualTo("*** *** *** http://u:***@h");
                            assertThat(good.secrets().maskShown(text))
                                    .isEqualTo("http://127.0.0.1:1234 *** *** http://u:***@h");
                        });
    }

    @Test
    void deliveryIsSwitchedOffByTheEnvironment() {
        assertThat(
                        new Example(directory)
                                .variable("SHADUF_DELIVER", "false")
                                .project()
                                .settings()
                                .deliver())
                .isFalse();
    }

    @Test
    void guardOffIsTheSameInEverySpelling() {
        for (String off : List.of("off", "\"off\"", "false")) {
            assertThat(guard(off)).isEqualTo(Guard.OFF);
            assertThat(guard("{removed: " + off + "}")).isEqualTo(new Guard(null, null, true));
            assertThat(guard("{empty: " + off + "}")).isEqualTo(new Guard(0.2, null, false));
        }
        assertThat(guard("{removed: 12}")).isEqualTo(new Guard(null, 12L, true));
        assertThat(guard("{removed: 2.5%, empty: stop}")).isEqualTo(new Guard(0.025, null, true));
    }

    private Guard guard(String written) {
        return new Example(directory)
                .file(
                        "syncs/crm_contacts.yml",
                        "from: customers\nto: crm\nobject: a\nmode: mirror\nguard: "
                                + written
                                + "\n")
                .project()
                .syncs()
                .get("crm_contacts")
                .options()
                .guard();
    }

    @Test
    void syncIdIsTheFirstSixBytesOfTheHash() {
        // printf crm_contacts | sha256sum
        assertThat(SyncId.of("crm_contacts")).isEqualTo(0xbf285ca0fe62L);
    }
}
