package dev.shaduf.live.useragent;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.shaduf.spi.json.Json;

import org.jspecify.annotations.Nullable;

import ua_parser.Client;
import ua_parser.Parser;
import ua_parser.UserAgent;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a user agent tells, as members of an event's context.
 *
 * @param members as they stand in JSON, by their names; empty where it tells nothing
 */
record Description(Map<String, byte[]> members) {

    static final Description NOTHING = new Description(Map.of());

    private static final String UNKNOWN = "Other";
    private static final String BOT = "Spider";

    /** What stands for a model that the library does not know, or that the browser hides. */
    private static final Pattern NO_MODEL =
            Pattern.compile("Other|Spider|Mac|K|iOS-Device|Generic .*");

    private static final Pattern SAYS_BOT =
            Pattern.compile("bot\\b|crawler|spider|headless", Pattern.CASE_INSENSITIVE);
    private static final Pattern TV = Pattern.compile("\\bTV\\b|SmartTV|AppleTV|GoogleTV|BRAVIA");
    private static final Pattern CONSOLE = Pattern.compile("PlayStation|Xbox|Nintendo");
    private static final Pattern TABLET = Pattern.compile("iPad|Tablet|Kindle|\\bSilk/");
    private static final Pattern MOBILE = Pattern.compile("Mobi|iPhone|iPod|Opera Mini");
    private static final Pattern DESKTOP =
            Pattern.compile("Windows|Mac OS X|Linux|Ubuntu|Debian|Fedora|Chrome OS|.*BSD");

    /** Reads one; takes about a millisecond. */
    static Description of(Parser parser, String userAgent) {
        Client read = parser.parse(userAgent);
        String os = read.os.family;
        String device = read.device.family;
        boolean bot = isBot(device, userAgent);
        boolean app = read.userAgent.family.equals(os); // no browser is called Android any more
        Map<String, Json.Obj> objects = new LinkedHashMap<>();
        if (!app) {
            objects.put("browser", browser(read.userAgent));
        }
        objects.put("os", named(os, version(read.os.major, read.os.minor, read.os.patch)));
        if (!bot) {
            Json.Obj type = with(Json.object(), "type", deviceType(os, userAgent, app));
            boolean hidden = NO_MODEL.matcher(device).matches();
            objects.put("device", with(type, "model", hidden ? null : device));
        }
        objects.values().removeIf(object -> object.members().isEmpty());
        Map<String, Json> members = new LinkedHashMap<>(objects);
        if (bot || !os.equals(UNKNOWN)) {
            members.put("bot", Json.of(bot));
        }
        Map<String, byte[]> written = new LinkedHashMap<>();
        members.forEach((name, value) -> written.put(name, member(name, value)));
        return new Description(written);
    }

    private static byte[] member(String name, Json value) {
        return ("\"" + name + "\":" + value).getBytes(UTF_8);
    }

    private static Json.Obj browser(UserAgent read) {
        return named(read.family, version(read.major, read.minor, read.patch));
    }

    private static Json.Obj named(String name, @Nullable String version) {
        return name.equals(UNKNOWN)
                ? Json.object()
                : with(Json.object().with("name", name), "version", version);
    }

    private static Json.Obj with(Json.Obj object, String name, @Nullable String value) {
        return value == null ? object : object.with(name, value);
    }

    private static @Nullable String version(@Nullable String... parts) {
        String version = Stream.of(parts).filter(Objects::nonNull).collect(Collectors.joining("."));
        return version.isEmpty() ? null : version;
    }

    private static boolean isBot(String device, String userAgent) {
        return device.equals(BOT) || device.equals(UNKNOWN) && SAYS_BOT.matcher(userAgent).find();
    }

    /** What kind of device it is; null where the user agent does not say. */
    private static @Nullable String deviceType(String os, String userAgent, boolean app) {
        if (TV.matcher(userAgent).find()) {
            return "tv";
        }
        if (CONSOLE.matcher(userAgent).find()) {
            return "console";
        }
        if (TABLET.matcher(userAgent).find()) {
            return "tablet";
        }
        if (MOBILE.matcher(userAgent).find()) {
            return "mobile";
        }
        if (os.equals("Android")) {
            return app ? null : "tablet"; // browsers of telephones say that they are mobile
        }
        return DESKTOP.matcher(os).matches() ? "desktop" : null;
    }
}
