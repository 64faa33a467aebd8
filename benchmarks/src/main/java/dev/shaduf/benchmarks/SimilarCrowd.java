package dev.shaduf.benchmarks;

/** Records of made-up persons with names of syllables, some common, some rare, and with typos. */
final class SimilarCrowd {

    private static final String PERSONS =
            """
            SELECT i, CASE WHEN i < PERSONS THEN i ELSE hash('1:' || i) % PERSONS END AS person
            FROM range(RECORDS) r(i)
            """;

    private static final String SYLLABLES =
            "['ma', 'ri', 'jo', 'an', 'el', 'be', 'tho', 'lu', 'ca', 'so', 'na', 'ti', 'ro', 'ka',"
                    + " 'mi', 'der', 'stein', 'son', 'ley', 'wood', 'hal', 'bor', 'gre', 'fin']";

    private static final String VALUES =
            """
            SELECT i, person,
                   name(skewed(hash('2:' || person), 2, 4000), 2) AS first_name,
                   name(skewed(hash('3:' || person), 2, 60000), 3) AS surname,
                   CAST(DATE '1930-01-01' + CAST(hash('4:' || person) % 28000 AS INTEGER)
                        AS VARCHAR) AS dob,
                   'city' || skewed(hash('5:' || person), 2, 300) AS city,
                   name(skewed(hash('11:' || person), 2, 500), 3) AS host
            FROM persons
            """;

    private static final String ERRORS =
            """
            SELECT person,
                   typo(first_name, hash('6:' || i)) AS first_name,
                   typo(surname, hash('7:' || i)) AS surname,
                   typo(dob, hash('8:' || i)) AS dob,
                   CASE WHEN hash('9:' || i) % 20 > 1 THEN city END AS city,
                   typo(mail, hash('10:' || i)) AS email
            FROM (SELECT *, first_name || '.' || surname || person % 90 || '@' || host || '.com'
                            AS mail FROM v) w
            """;

    private SimilarCrowd() {}

    /** The query of records: person, first_name, surname, dob, city, email. */
    static String query(long records) {
        String persons =
                PERSONS.replace("PERSONS", Long.toString(records * 7 / 10))
                        .replace("RECORDS", Long.toString(records));
        return "WITH persons AS MATERIALIZED ("
                + persons
                + "), v AS MATERIALIZED ("
                + spelled(VALUES)
                + ") "
                + wrong(ERRORS);
    }

    /** Writes out what names and skewed numbers are. */
    private static String spelled(String sql) {
        String skewed = "CAST(floor(pow(($1 >> 11) / 9007199254740992.0, $2) * $3) AS BIGINT)";
        String name =
                ("array_to_string([SYLLABLES[CAST(1 + hash($1, x) % 24 AS BIGINT)]"
                                + " FOR x IN range($2)], '')")
                        .replace("SYLLABLES", SYLLABLES);
        return sql.replaceAll("skewed\\((hash\\([^)]*\\)), (\\d), (\\d+)\\)", skewed)
                .replaceAll("name\\((.*), (\\d)\\) AS", name + " AS");
    }

    /** Writes out what a typo is: five of a hundred lack a letter, five have two changed places. */
    private static String wrong(String sql) {
        String typo =
                "CASE WHEN $2 % 100 < 5 THEN NULL WHEN $2 % 100 < 10 THEN"
                        + " left($1, 2) || substr($1, 4) WHEN $2 % 100 < 15 THEN left($1, 3) ||"
                        + " substr($1, 5, 1) || substr($1, 4, 1) || substr($1, 6) ELSE $1 END";
        return sql.replaceAll("typo\\((.*?), (hash\\('\\d+:' \\|\\| i\\))\\)", typo);
    }
}
