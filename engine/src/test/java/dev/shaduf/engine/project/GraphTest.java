package dev.shaduf.engine.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shaduf.spi.ShadufException;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Order and selection over: shop, app -> customers -> vips -> crm_contacts, vips_file. */
class GraphTest {

    @TempDir Path directory;

    private Example example;

    @BeforeEach
    void project() {
        example =
                new Example(directory)
                        .file("sources/app.yml", "type: warehouse\ntables: {users: {}}\n")
                        .file(
                                "models/a_vips.yml",
                                "key: id\n"
                                        + "tags: [gold]\n"
                                        + "sql: select * from {{ ref('customers') }}\n")
                        .file("models/users.yml", "key: id\ntable: app.users\nowner: ann\n")
                        .file("models/raw.yml", "key: id\ntable: elsewhere.users\n")
                        .file(
                                "syncs/crm_contacts.yml",
                                sync("a_vips", "") + "tags: [gold, daily]\n")
                        .file("syncs/app.yml", sync("users", "schedule: {after: crm_contacts}\n"));
    }

    private static String sync(String from, String more) {
        return "from: " + from + "\nto: crm\nobject: contacts\nmode: upsert\n" + more;
    }

    @Test
    void everyNodeComesAfterWhatItNeeds() {
        assertThat(selected())
                .containsExactly(
                        "source:app",
                        "source:shop",
                        "model:customers",
                        "model:a_vips",
                        "model:raw",
                        "model:users",
                        "sync:crm_contacts",
                        "sync:app");
    }

    @Test
    void nameAloneMeansThatObjectOnly() {
        assertThat(selected("customers")).containsExactly("model:customers");
    }

    @Test
    void plusBeforeMeansWhatItNeeds() {
        assertThat(selected("+a_vips"))
                .containsExactly("source:shop", "model:customers", "model:a_vips");
    }

    @Test
    void plusBehindMeansWhatNeedsIt() {
        assertThat(selected("customers+"))
                .containsExactly(
                        "model:customers", "model:a_vips", "sync:crm_contacts", "sync:app");
    }

    @Test
    void tagMeansEverythingThatHasIt() {
        assertThat(selected("tag:gold")).containsExactly("model:a_vips", "sync:crm_contacts");
    }

    @Test
    void kindTellsObjectsOfOneNameApart() {
        assertThat(selected("sync:app")).containsExactly("sync:app");
        assertThatThrownBy(() -> selected("app"))
                .isInstanceOfSatisfying(
                        ShadufException.class,
                        e -> {
                            assertThat(e.code()).isEqualTo(ProjectFailure.AMBIGUOUS_NAME);
                            assertThat(e.fix()).isEqualTo("Write one of source:app, sync:app.");
                        });
    }

    @Test
    void destinationIsNotRunButItsSyncsMayBeSelectedByIt() {
        assertThat(selected("destination:crm+")).containsExactly("sync:crm_contacts", "sync:app");
        assertThat(refused("crm")).contains("is a destination").contains("destination:crm+");
    }

    @Test
    void unknownNamesAreAnsweredWithTheNearest() {
        assertThat(refused("custmers"))
                .isEqualTo("There is no object 'custmers'. Did you mean 'customers'?");
        assertThat(refused("modl:customers")).contains("Did you mean 'model'?");
        assertThat(refused("tag:silver")).contains("There are: daily, gold.");
    }

    @Test
    void whatIsSwitchedOffIsLeftOutAndRefusedByName() {
        example.file("syncs/app.yml", sync("users", "enabled: false\n"));

        assertThat(selected()).doesNotContain("sync:app").contains("sync:crm_contacts");
        assertThat(refused("sync:app")).contains("enabled: false").contains("syncs/app.yml");
    }

    @Test
    void syncToDestinationThatIsSwitchedOffIsOffToo() {
        example.file("destinations/crm.yml", "type: http\nbase_url: http://x\nenabled: false\n");

        assertThat(selected()).contains("model:users").doesNotContain("sync:crm_contacts");
        assertThat(refused("crm_contacts")).contains("destinations/crm.yml");
    }

    private List<String> selected(String... words) {
        return Selection.parse(Arrays.asList(words)).in(Graph.of(example.project())).stream()
                .map(Graph.Node::toString)
                .toList();
    }

    private String refused(String word) {
        try {
            return "selected " + selected(word);
        } catch (ShadufException e) {
            return e.message() + " " + e.fix();
        }
    }
}
