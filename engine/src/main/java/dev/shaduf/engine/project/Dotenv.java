package dev.shaduf.engine.project;

import dev.shaduf.engine.yaml.Findings;
import dev.shaduf.engine.yaml.Place;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code .env}: {@code NAME=value} lines, comments, quotes, {@code export} in front. */
final class Dotenv {

    private static final Pattern LINE =
            Pattern.compile("\\s*(?:export\\s+)?([A-Za-z_][A-Za-z0-9_]*)\\s*=\\s*(.*?)\\s*");
    private static final Pattern COMMENT = Pattern.compile("\\s+#.*$");

    private Dotenv() {}

    static Map<String, String> read(String file, List<String> lines, Findings findings) {
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                values.put(matcher.group(1), value(matcher.group(2)));
            } else if (!line.isBlank() && !line.strip().startsWith("#")) {
                Place place = new Place(file, i + 1, 0, 1);
                String message = "this line is not NAME=value";
                findings.add(place, "bad_variable", message, "comments begin with #");
            }
        }
        return values;
    }

    private static String value(String written) {
        for (String quote : List.of("'", "\"")) {
            int end = written.indexOf(quote, 1);
            if (written.startsWith(quote) && end > 0) {
                String inner = written.substring(1, end);
                return quote.equals("'") ? inner : inner.replace("\\n", "\n").replace("\\t", "\t");
            }
        }
        return COMMENT.matcher(written).replaceFirst("");
    }
}
