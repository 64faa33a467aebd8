package dev.shaduf.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shaduf.server.Wire.Mishap;
import dev.shaduf.testkit.Needs;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * The SDKs for browsers of Segment and RudderStack, unchanged, on a page of another origin in a
 * real browser, over a wire that fails: what they send is in the warehouse, once.
 */
class BrowserSdksTest {

    private static final Path HOME = Path.of("src/test/node").toAbsolutePath();
    private static final int CALLS = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir Path root;

    @BeforeEach
    void allIsThere() {
        boolean sdks = Files.isDirectory(HOME.resolve("node_modules/@segment/analytics-next"));
        Needs.met("node", sdks, "run 'npm install' in server/src/test/node");
        Browser.isThere();
    }

    /** {@code again} calls or batches arrive twice, since their answer is lost. */
    @ParameterizedTest
    @CsvSource({
        "segment,     singly,  NONE,                                    0",
        "segment,     singly,  LOSE_THE_ANSWER ANSWER_503 ANSWER_429,   1",
        "segment,     batches, LOSE_THE_ANSWER ANSWER_500,              5",
        "rudderstack, singly,  HALF_AN_ANSWER ANSWER_503 ANSWER_429,    1",
        "rudderstack, beacons, NONE,                                    0"
    })
    void allCallsAreLoadedOnceWhateverHappensOnTheWay(
            String sdk, String way, String mishaps, int again) throws Exception {
        try (Stand stand = Stand.loading(root);
                Wire wire = new Wire(stand.url());
                Pages pages = new Pages(HOME)) {
            wire.next(
                    Arrays.stream(mishaps.split(" ")).map(Mishap::valueOf).toArray(Mishap[]::new));
            String page = "%s/%s.html?way=%s&server=%s&utm_source=mail";

            try (Browser browser = open(page.formatted(pages.url(), sdk, way, wire.url()))) {
                await(stand, CALLS + again);
                assertThat(browser).isNotNull();
            }

            check(stand, sdk, pages.url());
        }
    }

    private Browser open(String page) throws IOException {
        return new Browser(root, page);
    }

    private static void await(Stand stand, int events) throws InterruptedException {
        String line = "shaduf_events_accepted_total{source=\"website\"} " + events + "\n";
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!stand.get("/metrics").body().contains(line)) {
            assertThat(System.nanoTime()).as("time for %s", line).isLessThan(until);
            Thread.sleep(50);
        }
    }

    private static void check(Stand stand, String sdk, String origin) {
        assertThat(stand.loaded("select count(*), count(distinct id) from website.events"))
                .containsExactly(List.of("5", "5"));
        assertThat(
                        stand.loaded(
                                "select name, context_campaign_source, context_ip,"
                                        + " substr(context_page_url, 1, %d), context_library_name,"
                                                .formatted(origin.length())
                                        + " context_user_agent like '%Chrome%', skew_ms"
                                        + " from website.pages join website.events using (id)"))
                .containsExactly(
                        List.of("Home", "mail", "127.0.0.1", origin, library(sdk), "true", "0"));
        assertThat(stand.loaded("select event, user_id, total from website.order_completed"))
                .containsExactly(List.of("order_completed", "u1", "9.5"));
        assertThat(stand.loaded("select user_id, plan from website.identifies"))
                .containsExactly(List.of("u1", "pro"));
        assertThat(stand.loaded("select group_id, seats from website.groups"))
                .containsExactly(List.of("g1", "5"));
        assertThat(stand.loaded("select id, plan from website.users"))
                .containsExactly(List.of("u1", "pro"));
        assertThat(stand.loaded("select previous_id from website.aliases"))
                .containsExactly(List.of("u1"));
        assertThat(stand.loaded("select * from website.rejected_events")).isEmpty();
    }

    private static String library(String sdk) {
        return sdk.equals("segment") ? "analytics.js" : "RudderLabs JavaScript SDK";
    }
}
