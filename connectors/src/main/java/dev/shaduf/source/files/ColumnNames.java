package dev.shaduf.source.files;

import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The names of columns as they are in a header, made usable. */
final class ColumnNames {

    private ColumnNames() {}

    /**
     * Trims; an empty name becomes {@code column_3}, a repeated one {@code name_2}. Names that
     * differ only in case are an error.
     */
    static List<String> of(List<@Nullable String> header, String table, String file) {
        Map<String, String> seen = new HashMap<>();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < header.size(); i++) {
            String written = header.get(i);
            String name = written == null ? "" : written.strip();
            if (name.isEmpty()) {
                name = "column_" + (i + 1);
            }
            String other = seen.get(name.toLowerCase(Locale.ROOT));
            if (other != null && !other.equals(name)) {
                throw new ShadufException(
                        Failure.WRONG_SETTING,
                        "%s: the columns '%s' and '%s' of %s differ only in case."
                                .formatted(file, other, name, table),
                        "Rename one of them in the file.");
            }
            String unique = name;
            for (int n = 2; seen.containsKey(unique.toLowerCase(Locale.ROOT)); n++) {
                unique = name + "_" + n;
            }
            seen.put(unique.toLowerCase(Locale.ROOT), unique);
            names.add(unique);
        }
        return names;
    }
}
