package dev.shaduf.engine.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shaduf.engine.project.MappedField;
import dev.shaduf.engine.project.Mapping;
import dev.shaduf.engine.project.Sync.MatchField;
import dev.shaduf.engine.project.WhenNull;
import dev.shaduf.engine.template.LiquidTemplates;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.destination.Templates;
import dev.shaduf.spi.json.Json;

import org.junit.jupiter.api.Test;

import java.time.InstantSource;
import java.util.List;

class RendererTest {

    private static final Templates TEMPLATES = new LiquidTemplates(InstantSource.system());
    private static final List<String> COLUMNS =
            List.of("id", "email", "name", "score", "tags", "none");
    private static final String ROW =
            "{\"id\":7,\"email\":\"a@x.org\",\"name\":\"O\\\"Ne\\\\\",\"score\":12.5,"
                    + "\"tags\":[\"]\",{\"a\":\"}\"}],\"none\":null}";

    private static MappedField field(String name, Mapping mapping, WhenNull whenNull) {
        return new MappedField(name, mapping, whenNull);
    }

    private static MappedField field(String name, Mapping mapping) {
        return field(name, mapping, new WhenNull.Clear());
    }

    private static MappedField column(String name, String column) {
        return field(name, new Mapping.Column(column));
    }

    private static MappedField template(String name, String source) {
        return field(name, new Mapping.Template(source, List.of()));
    }

    private static Renderer renderer(MappedField... fields) {
        return new Renderer(
                TEMPLATES,
                COLUMNS,
                List.of(new MatchField("Email", "email")),
                List.of(fields),
                16 << 20);
    }

    private static String rendered(MappedField... fields) {
        Rendered rendered = renderer(fields).render(1, "7", ROW);
        assertThat(rendered).isInstanceOf(Rendered.Ready.class);
        return String.valueOf(((Rendered.Ready) rendered).row().fields());
    }

    @Test
    void columnsTravelAsTheyAreWritten() {
        assertThat(
                        rendered(
                                column("n", "name"),
                                column("s", "SCORE"),
                                column("t", "tags"),
                                column("nothing", "none")))
                .isEqualTo(
                        "{\"n\":\"O\\\"Ne\\\\\",\"s\":12.5,\"t\":[\"]\",{\"a\":\"}\"}],"
                                + "\"nothing\":null}");
    }

    @Test
    void matchValuesAreKeptApartFromFields() {
        Rendered rendered = renderer(column("s", "score")).render(3, "7", ROW);
        assertThat(rendered)
                .isInstanceOfSatisfying(
                        Rendered.Ready.class,
                        ready -> {
                            assertThat(ready.row().match()).containsExactly("\"a@x.org\"");
                            assertThat(ready.row().ordinal()).isEqualTo(3);
                            assertThat(ready.row().rowId()).isEqualTo("7");
                        });
        assertThat(renderer().match(ROW)).containsExactly("\"a@x.org\"");
    }

    @Test
    void everyKindOfMapping() {
        assertThat(
                        rendered(
                                field("origin", new Mapping.Constant(Json.of("shaduf"))),
                                template("hello", "Dear {{ name }}, {{ score | plus: 1 }}"),
                                field(
                                        "address",
                                        new Mapping.Nested(
                                                List.of(
                                                        column("id", "id"),
                                                        column("zip", "none")))),
                                field(
                                        "all",
                                        new Mapping.Listed(
                                                List.of("none", "id", "none", "email")))))
                .isEqualTo(
                        "{\"origin\":\"shaduf\",\"hello\":\"Dear O\\\"Ne\\\\, 13.5\","
                                + "\"address\":{\"id\":7,\"zip\":null},\"all\":[7,\"a@x.org\"]}");
    }

    @Test
    void whenNullSkipsOrReplaces() {
        Mapping none = new Mapping.Column("none");
        assertThat(
                        rendered(
                                field("a", none, new WhenNull.Skip()),
                                field("b", none, new WhenNull.Value(Json.of(0))),
                                field("c", none, new WhenNull.Skip()),
                                field("d", new Mapping.Column("id"), new WhenNull.Skip())))
                .isEqualTo("{\"b\":0,\"d\":7}");
    }

    @Test
    void withoutContentCountsAsNullOnlyWhereAsked() {
        Mapping list = new Mapping.Listed(List.of("none"));
        Mapping nested = new Mapping.Nested(List.of(column("x", "none")));
        Mapping text = new Mapping.Template("{{ none }}", List.of("none"));
        assertThat(rendered(field("l", list), field("n", nested), field("t", text)))
                .isEqualTo("{\"l\":[],\"n\":{\"x\":null},\"t\":\"\"}");
        WhenNull skip = new WhenNull.Skip();
        assertThat(
                        rendered(
                                field("l", list, skip),
                                field("n", nested, skip),
                                field("t", text, skip)))
                .isEqualTo("{}");
    }

    @Test
    void aTemplateThatFailsGivesTheRowAReason() {
        Renderer renderer = renderer(template("ratio", "{{ 1 | divided_by: none }}"));
        assertThat(renderer.render(1, "7", ROW))
                .isInstanceOfSatisfying(
                        Rendered.Failed.class,
                        failed ->
                                assertThat(failed.reason())
                                        .startsWith("TEMPLATE_FAILED: field 'ratio'")
                                        .contains("divided by 0"));
    }

    @Test
    void aRowAboveTheLimitIsTooLarge() {
        Renderer small =
                new Renderer(TEMPLATES, List.of("x"), List.of(), List.of(column("x", "x")), 1_000);
        String many = "{\"x\":\"" + "é".repeat(498) + "\"}";
        assertThat(small.render(1, "1", many)).isInstanceOf(Rendered.Failed.class);
        assertThat(small.render(1, "1", many).toString()).contains("TOO_LARGE: the row takes 1004");
        assertThat(small.render(1, "1", "{\"x\":\"" + "é".repeat(490) + "\"}"))
                .isInstanceOf(Rendered.Ready.class);
    }

    @Test
    void clearingSetsEveryFieldToNull() {
        assertThat(renderer(column("a", "id"), template("b", "x")).cleared())
                .isEqualTo("{\"a\":null,\"b\":null}");
    }

    @Test
    void columnsOfAMappingAreThoseItReads() {
        List<MappedField> fields =
                List.of(
                        column("a", "id"),
                        field("b", new Mapping.Listed(List.of("x", "y"))),
                        field("c", new Mapping.Template("{{ z }}", List.of("z"))),
                        field("d", new Mapping.Nested(List.of(column("e", "w")))),
                        field("f", new Mapping.Constant(Json.of(1))));
        assertThat(Renderer.columns(fields)).containsExactly("id", "x", "y", "z", "w");
    }

    @Test
    void anUnknownColumnIsAMistakeInTheProject() {
        assertThatThrownBy(() -> renderer(column("a", "nope")))
                .isInstanceOf(ShadufException.class)
                .hasMessageContaining("no column 'nope'");
    }

    @Test
    void spacesAndEscapedNamesDoNotMatter() {
        Renderer renderer =
                new Renderer(
                        TEMPLATES,
                        List.of("a/b", "é"),
                        List.of(),
                        List.of(column("x", "a/b"), column("y", "é")),
                        1_000);
        assertThat(renderer.render(1, "1", "{ \"a\\/b\" : 1 , \"\\u00e9\" : [1, 2] }").toString())
                .contains("{\"x\":1,\"y\":[1, 2]}");
    }
}
