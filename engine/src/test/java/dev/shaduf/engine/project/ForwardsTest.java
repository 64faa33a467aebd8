package dev.shaduf.engine.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shaduf.spi.json.Json;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;

/** {@code forward_to} of events sources. */
class ForwardsTest {

    @TempDir Path root;
    private Example example;

    @BeforeEach
    void begin() {
        example = new Example(root);
    }

    private Example forwarding(String entries) {
        return example.file(
                "sources/website.yml", "type: events\nwrite_key: WK\nforward_to:\n" + entries);
    }

    private List<Forward> entries(String text) {
        Source source = forwarding(text).project().sources().get("website");
        assertThat(source).isNotNull();
        return source.forwardTo();
    }

    private Problem problem(String text) {
        assertThat(forwarding(text).read()).isInstanceOf(Projects.Reading.Bad.class);
        List<Problem> all = ((Projects.Reading.Bad) forwarding(text).read()).problems();
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    @Test
    void aNameAloneSendsEveryWholeEvent() {
        assertThat(entries("  - crm\n"))
                .containsExactly(new Forward("crm", "events", new Condition.All(List.of()), null));
    }

    @Test
    void theExampleOfTheContractIsRead() {
        List<Forward> entries =
                entries(
                        "  - {to: crm, object: events, where: {event: [Order Completed]}, fields:"
                                + " {name: event, total: properties.revenue}}\n");

        assertThat(entries.getFirst().where())
                .isEqualTo(
                        new Condition.Test(
                                List.of("event"),
                                Operator.IN,
                                Json.array(List.of(Json.of("Order Completed")))));
        assertThat(entries.getFirst().fields())
                .extracting(MappedField::mapping)
                .containsExactly(
                        new Mapping.Column("event"), new Mapping.Column("properties.revenue"));
    }

    @Test
    void conditionsNest() {
        Condition where =
                entries(
                                "  - {to: crm, where: {type: track, all: [{property: revenue, gt:"
                                        + " 20}, {not: {trait: plan, is: free}}]}}\n")
                        .getFirst()
                        .where();

        assertThat(where).isInstanceOf(Condition.All.class);
        assertThat(((Condition.All) where).conditions()).hasSize(2);
    }

    @Test
    void anUnknownDestinationIsAProblemWithItsPlace() {
        Problem problem = problem("  - crn\n");

        assertThat(problem.code()).isEqualTo("dangling_reference");
        assertThat(problem.line()).isEqualTo(4);
        assertThat(problem.column()).isEqualTo(5);
        assertThat(problem.fix()).contains("crm");
    }

    @Test
    void anUnknownKeyOfAConditionIsAProblemWithItsPlace() {
        Problem problem = problem("  - to: crm\n    where:\n      evnt: [Order Completed]\n");

        assertThat(problem.code()).isEqualTo("unknown_key");
        assertThat(problem.line()).isEqualTo(6);
        assertThat(problem.fix()).contains("event");
    }

    @Test
    void aSubjectWithoutAnOperatorIsAProblem() {
        Problem problem = problem("  - {to: crm, where: {property: revenue}}\n");

        assertThat(problem.code()).isEqualTo("conflicting_keys");
        assertThat(problem.line()).isEqualTo(4);
    }

    @Test
    void aBrokenExpressionIsAProblem() {
        assertThat(problem("  - {to: crm, where: {property: x, matches: '['}}\n").message())
                .contains("regular expression");
    }

    @Test
    void aBrokenTemplateIsAProblem() {
        assertThat(problem("  - {to: crm, fields: {x: {template: '{{ a | nope }}'}}}\n").code())
                .isEqualTo("bad_template");
    }

    @Test
    void whatIsWrittenAsAWholeGetsNoEvents() {
        example.file("destinations/exports.yml", "type: files\npath: exports/\n");

        Problem problem = problem("  - crm\n  - {to: exports, object: events.csv}\n");

        assertThat(problem.message()).contains("destination 'exports' (files)");
        assertThat(problem.fix()).contains("a sync of it with a schedule");
        assertThat(problem.file() + ":" + problem.line()).isEqualTo("sources/website.yml:5");
    }
}
