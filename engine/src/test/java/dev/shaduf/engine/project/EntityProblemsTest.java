package dev.shaduf.engine.project;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

class EntityProblemsTest {

    private static final String GOOD =
            """
            records:
              - from: crm.contacts
                key: id
                identifiers: {email: email}
                attributes: {city: city}
            """;

    @TempDir private Path root;

    private List<String> problems(String entity) throws IOException {
        write("shaduf.yml", "name: town\nwarehouse: {type: duckdb}\n");
        write("sources/crm.yml", "type: warehouse\ntables: {contacts: {}}\n");
        write("sources/web.yml", "type: events\nwrite_key: web\n");
        write("entities/customer.yml", entity);
        return Projects.read(root, Map.of()) instanceof Projects.Reading.Bad bad
                ? bad.problems().stream()
                        .map(p ->
                                "%s:%d:%d %s (%s)"
                                        .formatted(
                                                p.file(),
                                                p.line(),
                                                p.column(),
                                                p.message(),
                                                p.fix()))
                        .toList()
                : List.of();
    }

    private void write(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    @Test
    void aMinimalEntityHasNone() throws IOException {
        assertThat(problems(GOOD)).isEmpty();
        assertThat(problems("records: [{from: web}]\n")).isEmpty();
    }

    @Test
    void aTableThatIsNotThereIsNamedWithTheNearest() throws IOException {
        assertThat(problems(GOOD.replace("crm.contacts", "crm.contact")))
                .containsExactly(
                        "entities/customer.yml:2:11 source 'crm' has no table 'contact' (did you"
                                + " mean 'contacts'?)");
        assertThat(problems(GOOD.replace("crm.contacts", "crm")))
                .containsExactly(
                        "entities/customer.yml:2:11 'crm' is a source, not one of its tables"
                                + " (there are: crm.contacts)");
    }

    @Test
    void recordsNeedAKey() throws IOException {
        assertThat(problems(GOOD.replace("    key: id\n", "")))
                .containsExactly(
                        "entities/customer.yml:2:5 the records of 'crm.contacts' have no 'key'"
                                + " (name the column that identifies a record)");
    }

    @Test
    void aMatchListNamesWhatRecordsHave() throws IOException {
        assertThat(problems(GOOD + "identity: {match: [[emial], [city, zip]]}\n"))
                .containsExactly(
                        "entities/customer.yml:6:21 no record has an identifier or attribute"
                                + " 'emial' (did you mean 'email'?)",
                        "entities/customer.yml:6:36 no record has an identifier or attribute 'zip'"
                                + " (there are: city, email)");
    }

    @Test
    void aMatchListNamesSomething() throws IOException {
        assertThat(problems(GOOD + "identity: {match: [[email], []]}\n"))
                .containsExactly(
                        "entities/customer.yml:6:29 a list of 'match' is empty (name what must be"
                                + " equal, or remove it)");
    }

    @Test
    void theCountryOfTelephoneNumbersIsOne() throws IOException {
        String phone = "identity: {identifiers: {email: {}, phone: {region: %s}}}\n";

        assertThat(problems(GOOD + phone.formatted("us"))).isEmpty();
        assertThat(problems(GOOD + phone.formatted("ZZ")))
                .containsExactly(
                        "entities/customer.yml:6:53 no telephone numbers are known of the country"
                                + " 'ZZ' (write its two letters of ISO 3166, such as US or FR)");
    }

    @Test
    void identifiersOfRecordsAreAmongThoseThatAreListed() throws IOException {
        assertThat(problems(GOOD + "identity: {identifiers: {mail: {}}}\n"))
                .containsExactly(
                        "entities/customer.yml:4:19 identifier 'email' is not in 'identity:"
                                + " identifiers' (did you mean 'mail'?)");
    }

    @Test
    void aColumnOfEveryProfileIsNoAttribute() throws IOException {
        assertThat(problems(GOOD.replace("{city: city}", "{customer_id: id}")))
                .singleElement()
                .asString()
                .contains("'customer_id' is a column of every profile");
    }

    @Test
    void theTablesOfAnEntityAreInTheNameSpaceOfModels() throws IOException {
        write("models/customer_links.yml", "key: id\nsql: select 1 as id\n");
        assertThat(problems(GOOD))
                .singleElement()
                .asString()
                .contains("models/customer_links.yml")
                .contains("'customer_links' is a table of the entity 'customer'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"customer_made", "customer_touched", "customer_valued"})
    void soAreTheTablesOfWhatItsTraitsWereMadeOf(String name) throws IOException {
        write("models/" + name + ".yml", "key: id\nsql: select 1 as id\n");
        assertThat(problems(GOOD))
                .singleElement()
                .asString()
                .contains("'" + name + "' is a table of the entity 'customer'");
    }

    @Test
    void aModelMayReferToAnEntityAndASyncMayReadIt() throws IOException {
        write("models/paris.yml", "key: customer_id\nsql: select * from {{ ref('customer') }}\n");
        write("destinations/out.yml", "type: files\npath: out/\n");
        write("syncs/s.yml", "from: customer\nto: out\nobject: c.csv\nmode: mirror\n");
        assertThat(problems(GOOD)).isEmpty();
        Projects.Reading.Good good = (Projects.Reading.Good) Projects.read(root, Map.of());
        assertThat(Graph.of(good.project()).order())
                .extracting(Graph.Node::toString)
                .containsSubsequence("source:crm", "entity:customer", "model:paris");
    }
}
