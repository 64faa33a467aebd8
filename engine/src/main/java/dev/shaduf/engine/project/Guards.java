package dev.shaduf.engine.project;

import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.settings.Setting;
import dev.shaduf.spi.settings.Shape;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;

/** Reads the {@code guard} of a sync: {@code off}, "off" and {@code false} are the same. */
final class Guards {

    private static final Shape OFF = new Shape.Written("off|false|on|true", "'off'");
    private static final Setting REMOVED =
            Setting.of(
                            "removed",
                            new Shape.OneOf(List.of(Keys.SHARE, Keys.COUNT, OFF)),
                            "The most removals: a share of what was delivered, or a count.")
                    .or("20%");
    private static final Setting EMPTY =
            Setting.of(
                            "empty",
                            new Shape.Written("stop|off|false|on|true", "'stop' or 'off'"),
                            "Whether a model that came back empty stops the run.")
                    .or("stop");

    /** What a guard looks like. */
    static final Setting SETTING =
            Setting.of(
                            "guard",
                            new Shape.OneOf(List.of(new Shape.Group(List.of(REMOVED, EMPTY)), OFF)),
                            "Stops a run that would remove too much; 'off' switches it off.")
                    .or("{removed: 20%, empty: stop}");

    private Guards() {}

    static Guard build(@Nullable Json json) {
        if (!(json instanceof Json.Obj guard)) {
            return json != null && isOff(json) ? Guard.OFF : Guard.DEFAULT;
        }
        Json empty = guard.get("empty");
        return removed(guard.get("removed"), empty == null || !isOff(empty));
    }

    private static Guard removed(@Nullable Json removed, boolean stop) {
        String text = removed == null ? "on" : String.valueOf(removed.asText()).strip();
        if (isOn(text)) {
            return new Guard(Guard.DEFAULT.share(), null, stop);
        }
        if (isOff(Json.of(text))) {
            return new Guard(null, null, stop);
        }
        if (text.endsWith("%")) {
            BigDecimal percent = new BigDecimal(text.substring(0, text.length() - 1).strip());
            return new Guard(percent.movePointLeft(2).doubleValue(), null, stop);
        }
        return new Guard(null, Long.parseLong(text), stop);
    }

    private static boolean isOff(Json json) {
        String text = String.valueOf(json.asText()).strip().toLowerCase(Locale.ROOT);
        return text.equals("off") || text.equals("false");
    }

    private static boolean isOn(String text) {
        return text.equalsIgnoreCase("on") || text.equalsIgnoreCase("true");
    }
}
