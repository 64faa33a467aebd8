package dev.shaduf.engine.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;

class SpellingTest {

    @Test
    void nearestNameIsTheOneWithFewestSlips() {
        List<String> names = List.of("from", "to", "object", "mode", "match");

        assertThat(Spelling.nearest("form", names)).isEqualTo("from");
        assertThat(Spelling.nearest("Match", names)).isEqualTo("match");
        assertThat(Spelling.nearest("objects", names)).isEqualTo("object");
        assertThat(Spelling.nearest("zebra", names)).isNull();
    }

    @Test
    void withoutNearNameThoseThatExistAreListed() {
        List<String> names = List.of("crm", "abc", "abc");

        assertThat(Spelling.advice("zebra", names)).isEqualTo("there are: abc, crm");
        assertThat(Spelling.advice("crn", names)).isEqualTo("did you mean 'crm'?");
        assertThat(Spelling.advice("x", List.of())).isEmpty();
    }
}
