package dev.shaduf.demo.people;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Somebody whom the CRM, the shop, support and the website know, the CRM twice; anybody where there
 * is no such person.
 *
 * @param email the address that the shop knows
 * @param keys of the rows in customers.csv, crm_contacts.csv and visitors.csv
 */
public record Known(String email, Set<String> keys) {

    private static final List<String> FILES =
            List.of("customers.csv", "crm_contacts.csv", "visitors.csv");

    /**
     * Removes every row about this person from the files, as each system does when asked to; what
     * was sold stays in the books, as sold to nobody.
     *
     * @return how many rows there were
     */
    public long forget(Path directory) {
        try {
            long rows = 0;
            for (String file : FILES) {
                rows += remove(directory.resolve(file), fields -> keys.contains(fields[0]));
            }
            return rows
                    + remove(directory.resolve("tickets.csv"), fields -> fields[1].equals(email));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first two fields of these files have no commas in them. */
    private static long remove(Path file, Predicate<String[]> theirs) throws IOException {
        List<String> lines = Files.readAllLines(file);
        List<String> others =
                lines.stream().filter(line -> !theirs.test(line.split(",", 3))).toList();
        if (others.size() < lines.size()) {
            Files.write(file, others);
        }
        return (long) lines.size() - others.size();
    }

    static Known nobody() {
        return new Known("", Set.of());
    }
}
