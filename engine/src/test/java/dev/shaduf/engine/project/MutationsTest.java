package dev.shaduf.engine.project;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** Whatever is typed into a project gives problems or a project, never an exception. */
class MutationsTest {

    private static final List<String> FILES =
            List.of(
                    "shaduf.yml",
                    "sources/shop.yml",
                    "models/customers.yml",
                    "destinations/crm.yml",
                    "syncs/crm_contacts.yml");
    private static final List<String> PIECES =
            List.of(
                    "{",
                    "}",
                    "[",
                    "]",
                    ":",
                    ": ",
                    "\n",
                    "  ",
                    "\t",
                    "'",
                    "\"",
                    "- ",
                    "|",
                    ">",
                    "&a ",
                    "*a",
                    "!",
                    "!!int ",
                    "%",
                    "@",
                    "`",
                    "#",
                    "? ",
                    "<<: ",
                    "${",
                    "${X}",
                    "$${",
                    "{{",
                    "}}",
                    "{% if %}",
                    "null",
                    "~",
                    "0x1F",
                    ".inf",
                    "1e999",
                    "\u0000",
                    "\uFEFF",
                    "\u2028",
                    "é",
                    "😀",
                    "---\n",
                    "...\n",
                    "off",
                    "20%",
                    "{{ ref('customers') }}",
                    "type: files\n");

    @TempDir Path directory;

    @Test
    void mutatedFilesNeverThrow() throws IOException {
        long seed = Long.getLong("shaduf.seed", 20_261_121L);
        Random random = new Random(seed);
        Example example = new Example(directory);
        example.file("syncs/crm_contacts.yml", Files.readString(rich(example)));
        for (int round = 0; round < 1_500; round++) {
            String file = FILES.get(random.nextInt(FILES.size()));
            Path path = directory.resolve(file);
            String good = Files.readString(path);
            String bad = mutated(good, random);
            Files.writeString(path, bad);

            assertThat(outcome(example)).as("seed %d, %s:\n%s", seed, file, bad).isEmpty();
            Files.writeString(path, good);
        }
    }

    /** What is wrong with the answer; "" where nothing is. */
    private static String outcome(Example example) {
        try {
            if (example.read() instanceof Projects.Reading.Bad(List<Problem> problems, int files)) {
                boolean whole =
                        !problems.isEmpty()
                                && problems.stream()
                                        .allMatch(p -> !p.message().isBlank() && p.length() > 0);
                return whole ? "" : problems.toString();
            }
            return "";
        } catch (RuntimeException | StackOverflowError e) {
            return e + " at " + e.getStackTrace()[0];
        }
    }

    private static String mutated(String text, Random random) {
        StringBuilder mutated = new StringBuilder(text);
        for (int i = random.nextInt(3); i >= 0; i--) {
            int at = random.nextInt(mutated.length() + 1);
            int end = Math.min(mutated.length(), at + random.nextInt(6));
            switch (random.nextInt(4)) {
                case 0 -> mutated.delete(at, end);
                case 1 -> mutated.insert(at, PIECES.get(random.nextInt(PIECES.size())));
                case 2 -> mutated.replace(at, end, PIECES.get(random.nextInt(PIECES.size())));
                default -> mutated.insert(at, mutated.substring(at, end).repeat(2));
            }
        }
        return mutated.toString();
    }

    private static Path rich(Example example) {
        return example.file(
                        "rich.yml",
                        """
                        from: customers
                        to: crm
                        object: contacts
                        mode: upsert
                        match: {email: email}
                        fields:
                          a: {column: b, when_null: {value: 0}}
                          c: {template: "Dear {{ first_name | capitalize }}"}
                          d: {fields: {e: f, g: {list: [h, i]}}}
                        on_remove: clear
                        schedule: {cron: "0 6 * * 1-5", timezone: Europe/Paris}
                        guard: {removed: 20%, empty: stop}
                        alerts: [{when: {rejected: 5%}, to: pager}]
                        """)
                .root()
                .resolve("rich.yml");
    }
}
