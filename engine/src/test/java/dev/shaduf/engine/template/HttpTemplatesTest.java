package dev.shaduf.engine.template;

import static dev.shaduf.testkit.destination.ScriptedServer.Step.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.destination.Action;
import dev.shaduf.spi.destination.Answer;
import dev.shaduf.spi.destination.Batch;
import dev.shaduf.spi.destination.Destination;
import dev.shaduf.spi.destination.DestinationType;
import dev.shaduf.spi.destination.Mode;
import dev.shaduf.spi.destination.OutRow;
import dev.shaduf.spi.destination.RowResult;
import dev.shaduf.spi.destination.Target;
import dev.shaduf.spi.destination.Writer;
import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.settings.Settings;
import dev.shaduf.testkit.destination.ScriptedServer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.ServiceLoader;

/** Requests of the http destination that are written as Liquid. */
class HttpTemplatesTest {

    private static final OutRow ADA =
            new OutRow(1, "1", List.of("\"ada+1 @x.org\""), "{\"name\":\"O'Neil\",\"n\":1e21}");
    private static final OutRow BOB =
            new OutRow(2, "2", List.of("\"bob@x.org\""), "{\"name\":null,\"n\":2}");

    private final ScriptedServer server = new ScriptedServer();

    @AfterEach
    void close() {
        server.close();
    }

    private Destination open(String contacts) {
        DestinationType type =
                ServiceLoader.load(DestinationType.class).stream()
                        .map(ServiceLoader.Provider::get)
                        .filter(found -> found.type().equals("http"))
                        .findFirst()
                        .orElseThrow();
        String settings =
                "{\"base_url\":\""
                        + server.url()
                        + "?key=k\",\"objects\":{\"contacts\":"
                        + contacts
                        + "}}";
        return type.open(
                new Settings("destination crm", (Json.Obj) Json.parse(settings)),
                new DestinationType.Context(
                        "crm",
                        Path.of("."),
                        Path.of("."),
                        new LiquidTemplates(InstantSource.system())));
    }

    private static Writer writer(Destination destination) {
        return destination.writer(
                new Target(
                        "sync",
                        42,
                        Instant.EPOCH,
                        "contacts",
                        Mode.UPSERT,
                        List.of(new Target.TypedField("email", null)),
                        List.of(),
                        false));
    }

    private Answer send(String contacts, Action action, OutRow... rows)
            throws InterruptedException {
        try (Destination destination = open(contacts);
                Writer writer = writer(destination)) {
            return writer.send(new Batch(action, List.of(rows), "key-1"));
        }
    }

    @Test
    void aBodyOfRowsHoldsMatchAndFields() throws InterruptedException {
        String contacts =
                """
                {"upsert": {"path": "/contacts/batch", "batch": 500,
                 "body": "{\\"inputs\\": {{ rows | json }}, \\"op\\": \\"{{ operation }} {{ object }} {{ run_id }}\\"}"}}
                """;
        send(contacts, Action.UPSERT, ADA, BOB);
        assertThat(server.request().path()).isEqualTo("/contacts/batch?key=k");
        assertThat(server.request().body())
                .isEqualTo(
                        "{\"inputs\": [{\"email\":\"ada+1 @x.org\",\"name\":\"O'Neil\",\"n\":1e21},"
                                + "{\"email\":\"bob@x.org\",\"name\":null,\"n\":2}],"
                                + " \"op\": \"upsert contacts 42\"}");
    }

    @Test
    void aRowInThePathMakesOneRequestARow() throws InterruptedException {
        String contacts =
                "{\"delete\": {\"method\": \"DELETE\","
                        + " \"path\": \"/contacts/{{ row.email | url_encode }}\"}}";
        OutRow gone = new OutRow(1, "1", ADA.match(), null);
        assertThat(send(contacts, Action.DELETE, gone)).isInstanceOf(Answer.Rows.class);
        ScriptedServer.Request request = server.request();
        assertThat(request.method()).isEqualTo("DELETE");
        assertThat(request.path()).isEqualTo("/contacts/ada%2B1%20%40x.org?key=k");
        assertThat(request.body()).isEmpty();
        try (Destination destination = open(contacts);
                Writer writer = writer(destination)) {
            assertThat(writer.limit(Action.DELETE).rows()).isEqualTo(1);
            assertThat(writer.limit(Action.UPSERT).rows()).isEqualTo(100);
            assertThat(writer.payload(Action.DELETE, gone)).isEqualTo("{\"key\":\"ada+1 @x.org\"}");
        }
    }

    @Test
    void aRowInTheBodyOrAHeaderMakesOneRequestARow() throws InterruptedException {
        String contacts =
                """
                {"upsert": {"method": "PUT", "path": "/people", "headers": {"X-Who": "{{ key }}"},
                 "content_type": "application/x-www-form-urlencoded",
                 "body": "name={{ row.name | url_encode }}&n={{ row.n }}"}}
                """;
        send(contacts, Action.UPSERT, ADA);
        ScriptedServer.Request request = server.request();
        assertThat(request.body()).isEqualTo("name=O%27Neil&n=1e21");
        assertThat(request.header("X-Who")).isEqualTo("ada+1 @x.org");
        assertThat(request.header("Content-Type")).isEqualTo("application/x-www-form-urlencoded");
        try (Destination destination = open(contacts);
                Writer writer = writer(destination)) {
            assertThat(writer.limit(Action.UPSERT).rows()).isEqualTo(1);
            assertThat(writer.payload(Action.UPSERT, ADA)).isEqualTo("\"name=O%27Neil&n=1e21\"");
        }
    }

    @Test
    void notFoundRejectsOnlyTheRow() throws InterruptedException {
        server.then(answer(404, "{\"message\":\"unknown contact\"}"));
        Answer answer = send("{\"update\": {\"path\": \"/c/{{ key }}\"}}", Action.UPDATE, BOB);
        assertThat(((Answer.Rows) answer).results().getFirst())
                .isInstanceOf(RowResult.Refused.class);
    }

    @Test
    void aTemplateThatFailsOnARowSendsNothing() throws InterruptedException {
        String contacts =
                "{\"upsert\": {\"body\": \"{% for r in rows %}{{ 1 | divided_by: r.name }}"
                        + "{% endfor %}\"}}";
        assertThat(send(contacts, Action.UPSERT, ADA, BOB))
                .isInstanceOfSatisfying(
                        Answer.Refused.class,
                        refused ->
                                assertThat(refused.reason().text())
                                        .startsWith("TEMPLATE_FAILED: "));
        assertThat(send(contacts, Action.UPSERT, BOB)).isInstanceOf(Answer.Rows.class);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void anAddressThatIsNoneRejectsTheRow() throws InterruptedException {
        Answer answer = send("{\"upsert\": {\"path\": \"/c/{{ key }}\"}}", Action.UPSERT, ADA);
        assertThat(((Answer.Rows) answer).results().getFirst())
                .isInstanceOf(RowResult.Refused.class);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void aBrokenTemplateIsAMistakeInTheProject() {
        assertThatThrownBy(() -> open("{\"upsert\": {\"body\": \"{{ rows | shout }}\"}}"))
                .isInstanceOf(ShadufException.class)
                .hasMessageContaining("contacts")
                .hasMessageContaining("body")
                .hasMessageContaining("no filter 'shout'");
    }
}
