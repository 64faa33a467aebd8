package dev.shaduf.engine.identity;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Persons who were written down once or twice, the second time often with a wrong letter. */
final class Crowd {

    private static final List<String> FIRST =
            List.of(
                    "anna",
                    "boris",
                    "clara",
                    "dmitri",
                    "elena",
                    "farid",
                    "greta",
                    "henrik",
                    "ines",
                    "jonas",
                    "katja",
                    "lucien",
                    "mireille",
                    "nadim",
                    "oskar",
                    "paula",
                    "quentin",
                    "rosalie",
                    "stefan",
                    "theresa");
    private static final List<String> LAST =
            List.of(
                    "abendroth",
                    "brinkmann",
                    "castellani",
                    "dubois",
                    "eriksson",
                    "ferreira",
                    "gonzalez",
                    "hartmann",
                    "ivanova",
                    "janssen",
                    "kowalski",
                    "lindqvist",
                    "moreau",
                    "nakamura",
                    "olivieri",
                    "petrov",
                    "rasmussen",
                    "schneider",
                    "tanaka",
                    "vandenberg");
    private static final List<String> CITIES =
            List.of("lyon", "bremen", "porto", "gdansk", "turin", "oslo");

    static final String RECORDS =
            """
            records:
              - from: crm.contacts
                key: id
                attributes: {last_name: name, first_name: email, born: phone, city: city}
            """;

    static final String SIMILAR =
            """
            identity:
              guard: off
              similar:
                compare: {first_name: name, last_name: name, born: date, city: exact}
                block_on: [[last_name], [born], [first_name, city]]
                merge_at: 0.95
                truth: user_id
            """;

    private final Random random;

    Crowd(long seed) {
        this.random = new Random(seed);
    }

    /** A person's values in the order of the table: id, user_id, email, phone, name, city, time. */
    String person(int number) {
        return "%d p%d %s %d-%02d-%02d %s %s -"
                .formatted(
                        number,
                        number,
                        any(FIRST),
                        1940 + random.nextInt(65),
                        1 + random.nextInt(12),
                        1 + random.nextInt(28),
                        any(LAST),
                        any(CITIES));
    }

    /** The same person under another key, sometimes misspelled or moved. */
    String again(String person, int key) {
        String[] cells = person.split(" ");
        cells[0] = Integer.toString(key);
        cells[2] = random.nextInt(3) == 0 ? misspelled(cells[2]) : cells[2];
        cells[4] = random.nextInt(3) == 0 ? misspelled(cells[4]) : cells[4];
        cells[5] = random.nextInt(6) == 0 ? any(CITIES) : cells[5];
        return String.join(" ", cells);
    }

    private String misspelled(String word) {
        int at = 1 + random.nextInt(word.length() - 2);
        return word.substring(0, at)
                + word.charAt(at + 1)
                + word.charAt(at)
                + word.substring(at + 2);
    }

    private String any(List<String> words) {
        return words.get(random.nextInt(words.size()));
    }

    /** So many persons, every other one twice. */
    List<String> all(int persons) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < persons; i++) {
            String person = person(i);
            all.add(person);
            if (i % 2 == 0) {
                all.add(again(person, 1_000 + i));
            }
        }
        return all;
    }
}
