package dev.shaduf.live.forward;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shaduf.delivery.Parking;
import dev.shaduf.live.forward.Tool.Answer;
import dev.shaduf.live.log.LogReader;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** What arrives at the tools, and what becomes of the rest. */
class ForwardingTest {

    @TempDir Path root;
    private Scene scene;
    private Tool tool;

    @BeforeEach
    void open() {
        tool = new Tool();
        scene = new Scene(root).destination("crm", tool);
    }

    @AfterEach
    void close() {
        scene.close();
        tool.close();
    }

    @Test
    void anEventArrivesWithinASecond() {
        scene.forward("crm").start();
        Scene.until(() -> scene.status().trouble() == null);
        long before = System.nanoTime();
        String id = scene.track("ann");

        Scene.until(() -> tool.taken().contains(id));

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(1));
        Tool.Call call = tool.calls().getFirst();
        assertThat(call.path()).isEqualTo("/events");
        assertThat(call.fields().getFirst().get("event")).hasToString("\"Product Viewed\"");
        assertThat(call.idempotencyKey()).hasSize(64);
    }

    @Test
    void filterAndMappingDecideWhatIsSent() {
        scene.forward(
                        "{to: crm, object: orders, where: {event: [Order Completed]}, fields:"
                            + " {name: event, total: properties.revenue, from: {value: web}, hi:"
                            + " {template: 'x{{ properties.revenue }}'}}}")
                .start();
        scene.track("ann");
        scene.track("ann", "Order Completed", "{\"revenue\":12.50}");

        Scene.until(() -> tool.taken().size() == 1);

        Tool.Call call = tool.calls().getFirst();
        assertThat(call.path()).isEqualTo("/orders");
        assertThat(call.fields().getFirst())
                .hasToString(
                        "{\"name\":\"Order Completed\",\"total\":12.50,\"from\":\"web\","
                                + "\"hi\":\"x12.50\"}");
        assertThat(scene.status().counts().filtered()).isEqualTo(1);
    }

    @Test
    void whatTheUserAgentTellsIsThereToFilterAndMap() {
        scene.forward(
                        "{to: crm, object: views, where: {context: bot, is: false}, fields:"
                                + " {browser: context.browser.name}}")
                .start();
        String agent = ",\"context\":{\"userAgent\":\"%s\"}";
        String bot = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)";
        String browser = "Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0";
        scene.append(scene.event("bot", "ann", "X", "{}", agent.formatted(bot)));
        scene.append(scene.event("person", "ann", "X", "{}", agent.formatted(browser)));

        Scene.until(() -> tool.taken().size() == 1);

        assertThat(tool.calls().getFirst().fields().getFirst())
                .hasToString("{\"browser\":\"Firefox\"}");
        assertThat(scene.status().counts().filtered()).isEqualTo(1);
    }

    @Test
    void whatCameBeforeTheEntryIsNotForwarded() {
        scene.track("ann");
        scene.forward("crm").start();
        String id = scene.track("ann");

        Scene.until(() -> !tool.taken().isEmpty());

        assertThat(tool.taken()).containsExactly(id);
    }

    @Test
    void whatCameWhileNothingRanIsForwardedAfterwards() {
        scene.forward("crm").start();
        scene.stop();
        String id = scene.track("ann");

        scene.start();

        Scene.until(() -> tool.taken().equals(List.of(id)));
    }

    @Test
    void whatWasDeliveredIsNotSentAgainAfterARestart() {
        scene.forward("crm").start();
        scene.many(300, 10);
        Scene.until(() -> tool.taken().size() == 300);
        scene.stop();
        scene.start();
        String id = scene.track("ann");

        Scene.until(() -> tool.taken().contains(id));

        assertThat(tool.taken()).hasSize(301);
    }

    @Test
    void consentDecides() {
        scene.destination("crm", tool, "consent: [marketing]").forward("crm").start();
        String consent = ",\"context\":{\"consent\":{\"categoryPreferences\":{\"marketing\":%s}}}";
        scene.append(scene.event("no", "ann", "X", "{}", consent.formatted("false")));
        scene.append(scene.event("yes", "ann", "X", "{}", consent.formatted("true")));
        scene.append(scene.event("unsaid", "ann", "X", "{}", ""));

        Scene.until(() -> tool.taken().size() == 2);

        assertThat(tool.taken()).containsExactly("yes", "unsaid");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            textBlock =
                    """
                    {"All":false}               | false
                    {"All":false,"crm":true}    | true
                    {"All":false,"CRM":{"x":1}} | true
                    {"All":false,"HTTP":true}   | true
                    {"crm":false}               | false
                    {"http":false,"crm":true}   | true
                    {"Segment.io":true}         | true
                    {"All":true,"Other":false}  | true
                    {}                          | true
                    """)
    void anEventSaysWhichDestinationsItIsFor(String integrations, boolean sent) {
        scene.forward("crm").start();
        String more = ",\"integrations\":" + integrations;
        scene.append(scene.event("one", "ann", "X", "{}", more));
        scene.append(scene.event("two", "ann", "X", "{}", ""));

        Scene.until(() -> tool.taken().contains("two"));

        assertThat(tool.taken().contains("one")).isEqualTo(sent);
        assertThat(scene.status().counts().filtered()).isEqualTo(sent ? 0 : 1);
    }

    @Test
    void whatATrackingPlanRejectsOrDropsIsNotForwarded() {
        scene.plan(
                        """
                        events:
                          Known: {properties: {type: object, properties: {n: {type: number}}}}
                        unplanned_events: reject
                        violations: drop_property
                        """)
                .forward("crm")
                .start();
        scene.track("ann", "Other", "{}");
        String id = scene.track("ann", "Known", "{\"n\":\"x\",\"s\":1}");

        Scene.until(() -> !tool.taken().isEmpty());

        assertThat(tool.taken()).containsExactly(id);
        assertThat(tool.calls().getFirst().fields().getFirst().get("properties"))
                .hasToString("{\"s\":1}");
    }

    @Test
    void whatWasParkedLongAgoIsForgotten() {
        for (int days : List.of(31, 29)) {
            scene.parking()
                    .park(
                            List.of(
                                    new Parking.Parked(
                                            0,
                                            new Parking.Route("website", "crm", "events"),
                                            "m" + days,
                                            "no",
                                            422,
                                            Instant.now().minus(Duration.ofDays(days)),
                                            new byte[0])));
        }
        scene.forward("crm").start();

        Scene.until(() -> scene.parked("crm").size() == 1);

        assertThat(scene.parked("crm").getFirst().messageId()).isEqualTo("m29");
    }

    @Test
    void repeatedMessageIdsAreDroppedAlsoAfterARestart() {
        scene.forward("crm").start();
        scene.append(scene.event("one", "ann", "X", "{}", ""));
        scene.append(scene.event("one", "ann", "X", "{}", ""));
        Scene.until(() -> scene.status().counts().repeated() == 1);
        Scene.until(() -> tool.taken().size() == 1);
        scene.stop();
        scene.start();
        scene.append(scene.event("one", "ann", "X", "{}", ""));
        scene.append(scene.event("two", "ann", "X", "{}", ""));

        Scene.until(() -> tool.taken().contains("two"));

        assertThat(tool.taken()).containsExactly("one", "two");
        assertThat(scene.status().remembered()).isEqualTo(Duration.ofHours(24));
    }

    @Test
    void aRefusedEventIsParkedWithTheToolsWordsAndTheOthersArrive() {
        tool.answers(call -> call.keys().contains("m7_u6") ? Answer.of(422) : Answer.OK);
        scene.forward("crm").start();
        scene.many(40, 40);

        Scene.until(() -> tool.taken().size() == 39 && scene.status().counts().parked() == 1);

        assertThat(scene.parked("crm"))
                .singleElement()
                .satisfies(parked -> {
                    assertThat(parked.messageId()).isEqualTo("m7_u6");
                    assertThat(parked.reason()).contains("no");
                    assertThat(parked.httpStatus()).isEqualTo(422);
                });
    }

    @Test
    void eventsOfAUserWaitForTheOneThatIsRetried() {
        AtomicInteger tries = new AtomicInteger();
        tool.answers(call ->
                call.keys().contains("m1") && tries.incrementAndGet() < 4
                        ? Answer.of(500)
                        : Answer.OK);
        scene.forward("crm").start();
        List<String> ids = List.of(scene.track("ann"), scene.track("ann"), scene.track("ann"));

        Scene.until(() -> tool.taken().size() == 3);

        assertThat(tool.taken()).isEqualTo(ids);
        assertThat(scene.status().counts().retried()).isGreaterThanOrEqualTo(3);
    }

    @Test
    void anEventThatBreaksTheToolDoesNotStopTheOthers() {
        tool.answers(call -> call.keys().contains("m1_u0") ? Answer.of(500) : Answer.OK);
        scene.forward("crm").start();
        scene.many(200, 200);

        Scene.until(() -> tool.taken().size() == 199);

        assertThat(scene.parked("crm")).isEmpty();
        assertThat(scene.status().lagEvents()).isGreaterThanOrEqualTo(1);
    }

    @Test
    void anEventThatWaitsIsNotLostNorAreOthersSentAgainByARestart() {
        tool.answers(call -> call.keys().contains("m1_u0") ? Answer.of(500) : Answer.OK);
        scene.forward("crm").start();
        scene.many(200, 200);
        Scene.until(() -> tool.taken().size() == 199);
        scene.stop();
        tool.answers(call -> Answer.OK);

        scene.start();

        Scene.until(() -> tool.taken().contains("m1_u0"));
        assertThat(tool.taken()).hasSize(200);
    }

    @Test
    void aDeadToolDoesNotSlowAnother() {
        Tool other = new Tool();
        tool.answers(call -> Answer.of(503));
        scene.destination("other", other).forward("crm", "other").start();
        scene.many(1000, 50);

        Scene.until(() -> other.taken().size() == 1000);

        assertThat(tool.taken()).isEmpty();
        Scene.until(() -> scene.status("crm").trouble() != null);
        assertThat(scene.status("other").trouble()).isNull();
        other.close();
    }

    @Test
    void afterSeventyTwoHoursAnEventIsParked() {
        AtomicInteger hours = new AtomicInteger();
        scene.at(() -> Instant.now().plus(Duration.ofHours(hours.get())));
        tool.answers(call -> Answer.of(503));
        scene.forward("crm").start();
        scene.many(300, 3);
        Scene.until(() -> scene.status().trouble() != null);
        assertThat(scene.parked("crm")).isEmpty();

        hours.set(73);

        Scene.until(() -> scene.parked("crm").size() == 300);
        assertThat(scene.parked("crm").getFirst().reason()).startsWith("GAVE_UP: ");
        Scene.until(() -> scene.status().lagEvents() == 0);
    }

    @Test
    void whereTheTokenIsWrongEventsWaitUntilItIsRight() {
        tool.answers(call -> Answer.of(401));
        scene.forward("crm").start();
        String id = scene.track("ann");
        Scene.until(() -> scene.status().trouble() != null);
        ForwardStatus.Trouble trouble = scene.status().trouble();
        assertThat(trouble).isNotNull();
        assertThat(trouble.stopped()).isTrue();
        assertThat(trouble.code()).isEqualTo("AUTHENTICATION");
        assertThat(scene.warnings)
                .singleElement()
                .asString()
                .isEqualTo(
                        "Forwarding website to crm: it answered 401 (AUTHENTICATION). "
                                + trouble.fix());

        tool.answers(call -> Answer.OK);

        Scene.until(() -> tool.taken().contains(id));
        assertThat(scene.parked("crm")).isEmpty();
        Scene.until(() -> scene.status().trouble() == null);
    }

    @Test
    void anAnswerThatIsBrokenOffIsNoAnswer() {
        tool.answers(call -> Answer.BROKEN_OFF);
        scene.forward("crm").start();
        scene.track("ann");

        Scene.until(() -> !scene.warnings.isEmpty());

        assertThat(scene.warnings)
                .singleElement()
                .asString()
                .isEqualTo(
                        "Forwarding website to crm: %s closed the connection in the middle of its"
                                + " answer. Events wait and are sent when it answers.",
                        tool.url().substring("http://".length()));
    }

    @Test
    void aPauseTheToolAsksForIsKept() {
        AtomicInteger calls = new AtomicInteger();
        tool.answers(call ->
                calls.incrementAndGet() == 1 ? new Answer(429, "{}", false, "1") : Answer.OK);
        scene.forward("crm").start();
        long before = System.nanoTime();
        scene.track("ann");

        Scene.until(() -> tool.taken().size() == 1);

        assertThat(Duration.ofNanos(System.nanoTime() - before))
                .isGreaterThan(Duration.ofMillis(900));
    }

    @Test
    void drainingSendsWhatIsInTheLog() {
        scene.forward("crm").start();
        scene.many(2000, 100);

        scene.drain();

        assertThat(tool.taken()).hasSize(2000);
        assertThat(scene.metrics())
                .contains(
                        "shaduf_forward_forwarded_total{source=\"website\",destination=\"crm\","
                                + "object=\"events\"} 2000\n");
    }

    @Test
    void theMetricsOfEntriesToTheSameObjectAreToldApart() {
        scene.forward("crm").forward("{to: crm, where: {type: track}}").start();
        scene.track("ann");
        scene.drain();

        String delivered =
                "shaduf_forward_forwarded_total{source=\"website\",destination=\"crm\","
                        + "object=\"events\"";
        assertThat(scene.metrics())
                .containsOnlyOnce(delivered + "} 1\n")
                .containsOnlyOnce(delivered + ",entry=\"2\"} 1\n");
    }

    @Test
    void aDeadToolNeitherFillsTheLogNorHidesWhatIsLost() {
        scene.close();
        scene = new Scene(root.resolve("small"), 4L << 20).destination("crm", tool);
        ForwardSettings few = Scene.QUICK.holding(100);
        tool.answers(call -> Answer.of(503));
        scene.with(few).forward("crm").start();
        scene.track("ann");
        Scene.until(() -> scene.status().trouble() != null);

        try (LogReader loader = scene.log().reader("load", 0)) {
            for (int i = 0; i < 60; i++) {
                Scene.until(() -> scene.log().status().refusal() == null);
                scene.many(1000, 100);
                loader.commit(loader.end());
            }
        }

        tool.answers(call -> Answer.OK);
        scene.drain();
        Scene.until(() -> scene.status().lagEvents() == 0);
        ForwardStatus.Counts counts = scene.status().counts();
        assertThat(counts.lost()).isPositive();
        assertThat(counts.forwarded() + counts.lost()).isEqualTo(60_001);
    }

    @Test
    void whatIsDamagedInTheLogCountsAsLost() throws IOException {
        tool.answers(call -> Answer.of(503));
        scene.forward("crm").start();
        scene.stop();
        scene.many(3, 3);
        scene.damage("m2_u1");
        tool.answers(call -> Answer.OK);

        scene.start();

        Scene.until(() -> tool.taken().equals(List.of("m1_u0", "m3_u2")));
        assertThat(scene.status().counts().lost()).isEqualTo(1);
        assertThat(scene.metrics()).containsPattern("shaduf_forward_lost_total\\{.*} 1\n");
    }

    @Test
    void whatComesIntoAnOlderCopyOfTheLogIsForwarded() throws IOException {
        scene.forward("crm").start();
        scene.stop();
        byte[] bookmarks = scene.bookmarks();
        scene.start();
        scene.many(10, 10);
        Scene.until(() -> tool.taken().size() == 10 && scene.status().lagEvents() == 0);

        scene.putBack(bookmarks);
        List<String> ids = scene.many(3, 3);
        scene.start();

        Scene.until(() -> tool.taken().size() == 13);
        assertThat(tool.taken()).endsWith(ids.toArray(new String[0]));
    }

    @Test
    void aTemplateThatFailsParksTheEventAlone() {
        scene.forward("{to: crm, fields: {x: {template: '{{ properties.n | divided_by: 0 }}'}}}")
                .start();
        scene.track("ann", "X", "{\"n\":1}");

        Scene.until(() -> scene.parked("crm").size() == 1);

        assertThat(scene.parked("crm").getFirst().reason()).startsWith("TEMPLATE_FAILED");
    }
}
