package dev.shaduf.live.useragent;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.shaduf.spi.json.Json;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.Stream;

class UserAgentsTest {

    private static final String KIT = "AppleWebKit/537.36 (KHTML, like Gecko) ";
    private static final String FIREFOX =
            "Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0";

    private final UserAgents userAgents = new UserAgents();

    private Json.Obj filled(String event) {
        return (Json.Obj) Json.parse(new String(userAgents.fill(event.getBytes(UTF_8)), UTF_8));
    }

    private Json.Obj context(String context) {
        Json filled = filled("{\"type\":\"page\",\"context\":" + context + ",\"z\":[{}]}");
        assertThat(((Json.Obj) filled).get("z")).isEqualTo(Json.parse("[{}]"));
        return (Json.Obj) ((Json.Obj) filled).members().get("context");
    }

    /** What a user agent tells, in short. */
    private String told(String userAgent) {
        Json.Obj context = context(Json.object().with("userAgent", userAgent).toString());
        return Stream.of("browser", "os", "device", "bot")
                .filter(name -> context.get(name) != null)
                .map(name -> name + " " + values(context.members().get(name)))
                .collect(Collectors.joining(", "));
    }

    private static String values(Json value) {
        return value instanceof Json.Obj object
                ? object.members().values().stream()
                        .map(Json::asText)
                        .collect(Collectors.joining(" "))
                : value.toString();
    }

    @Test
    void browsersOnDesksTellWhatTheyAre() {
        assertThat(told("Mozilla/5.0 (Windows NT 10.0; Win64; x64) " + KIT + "Chrome/126.0.0.0"))
                .isEqualTo("browser Chrome 126.0.0, os Windows 10, device desktop, bot false");
        assertThat(
                        told(
                                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)"
                                        + " AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5"
                                        + " Safari/605.1.15"))
                .isEqualTo("browser Safari 17.5, os Mac OS X 10.15.7, device desktop, bot false");
        assertThat(told(FIREFOX))
                .isEqualTo("browser Firefox 127.0, os Linux, device desktop, bot false");
    }

    @Test
    void telephonesAndTabletsTellTheirModel() {
        String android = "Mozilla/5.0 (Linux; Android 14; Pixel 8) " + KIT + "Chrome/126.0.0.0 ";
        assertThat(told(android + "Mobile Safari/537.36"))
                .isEqualTo(
                        "browser Chrome Mobile 126.0.0, os Android 14, device mobile Pixel 8,"
                                + " bot false");
        String hidden = "Mozilla/5.0 (Linux; Android 10; K) " + KIT + "Chrome/126.0.0.0 ";
        assertThat(told(hidden + "Mobile Safari/537.36")).contains("device mobile, bot");
        assertThat(told(hidden + "Safari/537.36")).contains("device tablet, bot");
        assertThat(
                        told(
                                "Mozilla/5.0 (iPad; CPU OS 16_6 like Mac OS X) AppleWebKit/605.1.15"
                                        + " (KHTML, like Gecko) Version/16.6 Mobile/15E148"
                                        + " Safari/604.1"))
                .isEqualTo(
                        "browser Mobile Safari 16.6, os iOS 16.6, device tablet iPad, bot false");
    }

    @Test
    void whatAppsSendIsNoBrowser() {
        assertThat(told("Dalvik/2.1.0 (Linux; U; Android 13; SM-G991B Build/TP1A.220624.014)"))
                .isEqualTo("os Android 13, device Samsung SM-G991B, bot false");
    }

    @Test
    void botsAreMarked() {
        assertThat(told("Mozilla/5.0 (compatible; Googlebot/2.1; +http://google.com/bot.html)"))
                .isEqualTo("browser Googlebot 2.1, bot true");
        assertThat(told("Mozilla/5.0 (X11; Linux x86_64) " + KIT + "HeadlessChrome/126.0.0.0"))
                .contains("bot true");
        assertThat(told("acme-spider/3 (+https://acme.example)")).endsWith("bot true");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "analytics-node-next/latest",
                "analytics-node/3.0.13",
                "analytics-java/3.5.4",
                "analytics-python/2.3.4",
                "analytics-go (version: 3.0.0)",
                "Java-http-client/25.0.3",
                "",
                " ",
                "nonsense",
                "\u0000\uD83D\uDE00\\\""
            })
    void librariesOfServersAndNonsenseTellNothing(String userAgent) {
        assertThat(told(userAgent)).isEmpty();
    }

    @Test
    void onlyWhatIsAbsentOrEmptyIsFilled() {
        String agent = "\"userAgent\":\"" + FIREFOX + "\"";
        assertThat(
                        context("{%s,\"os\":{\"name\":\"\",\"version\":\"\"}}".formatted(agent))
                                .get("os"))
                .isEqualTo(Json.parse("{\"name\":\"Linux\"}"));
        Json given =
                Json.parse(
                        "{\"browser\":\"own\",\"os\":{\"name\":\"own\"},\"device\":{\"id\":1},"
                                + "\"bot\":true,%s,\"more\":[\"}\"]}".formatted(agent));
        assertThat(context(given.toString())).isEqualTo(given);
        assertThat(context("{\"bot\":null,\"device\":{\"id\":1},%s}".formatted(agent)).members())
                .containsEntry("bot", Json.of(false))
                .containsEntry("device", Json.parse("{\"id\":1}"));
    }

    @Test
    void eventsWithoutAUserAgentStayAsTheyAre() {
        for (String event :
                new String[] {
                    "{}", "{\"context\":null}", "{\"context\":{}}", "{\"userAgent\":\"x\"}"
                }) {
            assertThat(filled(event)).isEqualTo(Json.parse(event));
        }
        assertThat(context("{\"userAgent\":7}")).isEqualTo(Json.parse("{\"userAgent\":7}"));
    }

    @Test
    void whatIsTooLongIsReadInPart() {
        assertThat(told(FIREFOX + " x".repeat(10_000))).isEqualTo(told(FIREFOX));
    }

    @Test
    void whereTheTimeIsUsedUpNoNewOnesAreRead() {
        Allowance allowance = new Allowance();
        UserAgents some = new UserAgents(allowance);
        byte[] known = "{\"context\":{\"userAgent\":\"curl/8.1\"}}".getBytes(UTF_8);
        byte[] other = "{\"context\":{\"userAgent\":\"curl/8.2\"}}".getBytes(UTF_8);
        byte[] filled = some.fill(known);
        allowance.use(Duration.ofHours(1).toNanos());
        assertThat(some.fill(other)).isSameAs(other);
        assertThat(some.skipped()).isEqualTo(1);
        assertThat(some.fill(known)).isEqualTo(filled).isNotEqualTo(known);
    }
}
