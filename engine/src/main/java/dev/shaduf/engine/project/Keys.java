package dev.shaduf.engine.project;

import dev.shaduf.spi.settings.Setting;
import dev.shaduf.spi.settings.Shape;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Declarations that several kinds of files share. */
final class Keys {

    static final String NAME_FORM = "(?-i:[a-z][a-z0-9_]*)";
    static final Shape TEXT = new Shape.Text();
    static final Shape NAME =
            new Shape.Written(NAME_FORM, "a name of small letters, digits and _ such as 'my_shop'");
    static final Shape TEXTS = new Shape.ListOf(TEXT);
    static final Shape LENGTH = new Shape.Length();
    static final Shape FLAG = new Shape.Flag();
    static final Shape SHARE =
            new Shape.Written(
                    "(100(\\.0+)?|\\d{1,2}(\\.\\d+)?)\\s*%", "a share up to 100% such as '20%'");
    static final Shape COUNT = new Shape.Whole(0, Long.MAX_VALUE);

    private static final Shape SPAN =
            new Shape.Written(
                    "manual|every\\s+[1-9]\\d{0,5}\\s+(seconds?|minutes?|hours?|days?)",
                    "'every 15 minutes', 'manual'");

    private static final Shape TIMES =
            new Shape.OneKey(
                    List.of(
                            Setting.text("cron", "Minute, hour, day of month, month, day of week."),
                            Setting.of(
                                    "after",
                                    TEXTS,
                                    "Starts when all of these have ended without failing.")),
                    List.of(Setting.text("timezone", "Zone of the cron; default the project's.")));

    /** When something runs by itself. */
    static final Setting SCHEDULE =
            Setting.of(
                            "schedule",
                            new Shape.OneOf(List.of(SPAN, TIMES)),
                            "When it runs by itself: 'every 15 minutes', {cron: …}, {after: […]} or"
                                    + " 'manual'.")
                    .or("manual");

    private static final List<Setting> COMMON =
            List.of(
                    Setting.text("description", "What it is, for people."),
                    Setting.of("tags", TEXTS, "Words to select it by: tag:word."),
                    Setting.text("owner", "Who looks after it."),
                    Setting.of("enabled", FLAG, "false: it is checked and never run.").or("true"));

    private static final Pattern ELSEWHERE =
            Pattern.compile("(https?|s3a?|gs|gcs|azure|az|abfss?|sftp|ftp)://.*");

    private Keys() {}

    /** Whether a path leads off this machine. */
    static boolean isElsewhere(String path) {
        return ELSEWHERE.matcher(path).matches();
    }

    /** These keys and those that every object has. */
    static List<Setting> withCommon(List<Setting> keys) {
        return merged(keys, COMMON);
    }

    /** The first list, and of the second what the first does not name. */
    static List<Setting> merged(List<Setting> keys, List<Setting> others) {
        List<Setting> all = new ArrayList<>(keys);
        List<String> names = keys.stream().map(Setting::name).toList();
        others.stream().filter(other -> !names.contains(other.name())).forEach(all::add);
        return all;
    }
}
