package dev.shaduf.destination.tables;

import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.sql.TableName;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the name of an object: {@code table}, {@code schema.table}, parts quoted or not. */
final class ObjectName {

    private static final String PART = "(\"(?:[^\"]|\"\")+\"|[^.\"]+)";
    private static final Pattern NAME = Pattern.compile("(?:" + PART + "\\.)?" + PART);

    private ObjectName() {}

    static TableName parse(String object, String schema) {
        Matcher matcher = NAME.matcher(object.strip());
        if (!matcher.matches()) {
            throw new ShadufException(
                    Failure.WRONG_SETTING,
                    "'" + object + "' is not the name of a table.",
                    "Write schema.table, or the table alone for the schema '" + schema + "'.");
        }
        String first = matcher.group(1);
        return new TableName(first == null ? schema : plain(first), plain(matcher.group(2)));
    }

    private static String plain(String part) {
        return part.startsWith("\"")
                ? part.substring(1, part.length() - 1).replace("\"\"", "\"")
                : part;
    }
}
