package dev.shaduf.engine.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.destination.Templates;
import dev.shaduf.spi.json.Json;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;
import java.time.InstantSource;
import java.util.stream.IntStream;

class LiquidTemplatesTest {

    private static final String ROW =
            """
            {"id": 9007199254740993, "amount": 12.10, "tiny": 1e-9, "name": "ada lovelace",
             "none": null, "nothing": "", "gone": false, "tags": ["x", "a/b", 3], "gaps": ["b", null, "A", "c"],
             "lines": [{"n": 2, "at": "x"}, {"n": null}, {"n": 1.5, "at": "y"}, 7],
             "address": {"city": "Paris", "zip": "01000"},
             "at": "2026-11-21T07:14:03.123456Z", "day": "1899-12-31", "email": "a+b c@x.org",
             "emoji": "🦆 d'or \\"q\\"", "zero": 0}
            """;

    private final Templates templates =
            new LiquidTemplates(InstantSource.fixed(Instant.parse("2026-02-03T04:05:06Z")));

    private String render(String template) {
        return templates.compile(template).render((Json.Obj) Json.parse(ROW));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            ignoreLeadingAndTrailingWhitespace = true,
            textBlock =
                    """
                    Dear {{ name | capitalize }}                  ~ Dear Ada lovelace
                    {{ id }} {{ amount }} {{ tiny }}              ~ 9007199254740993 12.10 1e-9
                    [{{ none }}{{ unknown }}]                     ~ []
                    {{ none | default: 'friend' }}                ~ friend
                    {{ nothing | default: 'friend' }}               ~ friend
                    {{ tags }} {{ address }}                      ~ ["x","a/b",3] {"city":"Paris","zip":"01000"}
                    {{ tags | json }} {{ none | json }}           ~ ["x","a/b",3] null
                    {{ emoji | json }}                            ~ "🦆 d'or \\"q\\""
                    {{ id | json }} {{ gone | json }}             ~ 9007199254740993 false
                    {{ tags | join: ', ' }} {{ tags.size }}       ~ x, a/b, 3 3
                    {{ address.city }} {{ address['zip'] }}       ~ Paris 01000
                    {{ tags[1] }} {{ tags | first }}              ~ a/b x
                    {{ email | url_encode }}                      ~ a%2Bb%20c%40x.org
                    {{ 'abc' | sha256 | slice: 0, 8 }}            ~ ba7816bf
                    {{ 'abc' | md5 }}                             ~ 900150983cd24fb0d6963f7d28e17f72
                    {{ 'Hi' | base64_encode | base64_decode }}    ~ Hi
                    {{ at | date: '%d.%m.%Y %H:%M' }}             ~ 21.11.2026 07:14
                    {{ day | date: '%Y' }} {{ name | date: '%Y' }} ~ 1899 ada lovelace
                    {{ 'now' | date: '%Y-%m-%d' }}                ~ 2026-02-03
                    {{ id | plus: 1 }} {{ amount | times: 2 }}    ~ 9007199254740994 24.2
                    {{ amount | round }} {{ 7 | divided_by: 2 }}  ~ 12 3
                    {{ 7 | divided_by: 2.0 }}                     ~ 3.5
                    {% if amount > 12 %}big{% else %}small{% endif %} ~ big
                    {% if none %}x{% elsif zero %}zero counts{% endif %} ~ zero counts
                    {% for t in tags %}{{ t }};{% endfor %}       ~ x;a/b;3;
                    {% if id == 9007199254740992 %}x{% endif %}{% if id != 9007199254740992 %}y{% endif %} ~ y
                    {% if amount == 12.1 %}x{% endif %}{% if zero == 0.0 %}y{% endif %}{% if id == '9007199254740993' %}z{% endif %} ~ xy
                    {% if none == blank %}1{% endif %}{% if nothing == blank %}2{% endif %}{% if gone == blank %}3{% endif %}{% if blank == unknown %}4{% endif %}{% if zero == blank %}5{% endif %} ~ 1234
                    {% if name == blank %}1{% endif %}{% if tags == blank %}2{% endif %}{% if address == blank %}3{% endif %}{% if ' ' == blank %}4{% endif %} ~ 4
                    {% if name != blank %}1{% endif %}{% if nothing != blank %}2{% endif %}{% unless none == blank %}3{% endunless %} ~ 1
                    {% if nothing == empty %}1{% endif %}{% if tags != empty %}2{% endif %}{% if none == empty %}3{% endif %}{% if none == nil %}4{% endif %}{% if gone == false %}5{% endif %} ~ 1245
                    {% assign n = name | upcase %}{{ n }}         ~ ADA LOVELACE
                    {% case address.city %}{% when 'Paris' %}FR{% endcase %} ~ FR
                    {{ name | split: ' ' | last }}                ~ lovelace
                    {{ gaps | sort | join: ',' }}                 ~ A,b,c,
                    {{ gaps | sort_natural | join: ',' }}         ~ A,b,c,
                    {{ none | sort | size }} {{ name | sort | first }} ~ 0 ada lovelace
                    {{ lines | sort: 'n' | map: 'at' | join: ',' }} ~ y,x,,
                    {{ lines | where: 'at' | size }} {{ lines | where: 'n', 2 | map: 'at' }} ~ 2 x
                    {{ tags | where: 'at', 'x' | size }}          ~ 0
                    {{ lines | sum: 'n' }} {{ tags | sum }}       ~ 3.5 3
                    {{ "<a b='c'>&" | escape }}                   ~ &lt;a b=&#39;c&#39;&gt;&amp;
                    {{ name | replace: 'a', 'o' | truncate: 6 }}  ~ odo...
                    """)
    void rendersAsUsersOfOtherToolsExpect(String template, String expected) {
        assertThat(render(template)).isEqualTo(expected);
    }

    @Test
    void variablesAreThoseReadFromOutside() {
        String source =
                "{% assign a = b | append: c %}{{ a }}{% for x in d %}{{ x.e }}{{ forloop.index }}"
                        + "{% endfor %}{% capture f %}{{ g[h] }}{% endcapture %}{{ f }}{{ x }}"
                        + "{% if i > 1 and j contains 'k' %}{{ [\"First Name\"] }}{% endif %}";
        assertThat(templates.compile(source).variables())
                .containsExactly("b", "c", "d", "g", "h", "x", "i", "j", "First Name");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            textBlock =
                    """
                    {{ name                       ~ line 1
                    {{ name | shout }}            ~ there is no filter 'shout' at line 1
                    {% if name %}x                ~ line 1
                    {% frobnicate %}              ~ line 1
                    {% include 'secret' %}        ~ include
                    """)
    void mistakesAreFoundBeforeARowIsRead(String template, String expected) {
        assertThatThrownBy(() -> templates.compile(template.strip()))
                .isInstanceOf(ShadufException.class)
                .hasMessageContaining(expected)
                .extracting(e -> ((ShadufException) e).code())
                .isEqualTo(Failure.WRONG_SETTING);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            textBlock =
                    """
                    {{ 10 | divided_by: zero }}                      ~ divided by 0
                    {{ 10 | modulo: none }}                          ~ divided by 0
                    {% if name > 3 %}x{% endif %}                    ~ compar
                    {% for i in (1..200000) %}{{ i }}{% endfor %}    ~ 100000
                    {% for i in (1..99999) %}{{ name }}{{ name }}{{ name }}{{ name }}{% endfor %} ~ 4194304
                    """)
    void aRowThatDoesNotRenderSaysWhy(String template, String expected) {
        assertThatThrownBy(() -> render(template))
                .isInstanceOf(ShadufException.class)
                .hasMessageContaining(expected)
                .extracting(e -> ((ShadufException) e).code())
                .isEqualTo(Failure.TEMPLATE_FAILED);
    }

    @Test
    void aValueOfAMegabyteRendersWhole() {
        String large = "é".repeat(1 << 20);
        Templates.Template template = templates.compile("{{ text | json }}");
        assertThat(template.render(Json.object().with("text", large)))
                .isEqualTo("\"" + large + "\"");
    }

    @Test
    void aFailureLeavesTheTemplateUsable() {
        Templates.Template template = templates.compile("{{ 6 | divided_by: n }}");
        Json.Obj zero = Json.object().with("n", 0);
        assertThatThrownBy(() -> template.render(zero)).isInstanceOf(ShadufException.class);
        assertThat(template.render(Json.object().with("n", 2))).isEqualTo("3");
    }

    @Test
    void manyThreadsShareATemplate() {
        Templates.Template template = templates.compile("{{ list[n] }}");
        Json.Arr list = Json.array(IntStream.range(0, 50).mapToObj(Json::of).toList());
        boolean right =
                IntStream.range(0, 20_000)
                        .parallel()
                        .allMatch(i -> {
                            Json.Obj row = Json.object().with("list", list);
                            String text = template.render(row.with("n", i % 50));
                            return text.equals(Integer.toString(i % 50));
                        });
        assertThat(right).isTrue();
    }
}
