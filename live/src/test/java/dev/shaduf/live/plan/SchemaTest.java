package dev.shaduf.live.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The words of JSON Schema. */
class SchemaTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            textBlock =
                    """
                    {"type":["string"]}                     | "x"            | 5
                    {"type":["integer"]}                    | 1.0            | 1.5
                    {"type":["number"]}                     | 1e400          | "1"
                    {"type":["boolean","null"]}             | null           | "true"
                    {"type":["array"]}                      | []             | {}
                    {"type":["object"]}                     | {}             | []
                    {"enum":["a",1]}                        | 1.0            | "b"
                    {"const":{"a":[1]}}                     | {"a":[1.0]}    | {"a":[2]}
                    {"minimum":0}                           | 0              | -0.0001
                    {"maximum":10}                          | 10.0           | 1e999999999
                    {"exclusiveMinimum":0}                  | 0.1            | 0
                    {"exclusiveMaximum":9007199254740993}   | 9007199254740992 | 9007199254740993
                    {"multipleOf":0.01}                     | 12.34          | 12.345
                    {"minLength":2}                         | "ab"           | "\\ud83d\\ude00"
                    {"maxLength":1}                         | "\\ud83d\\ude00" | "ab"
                    {"pattern":"^a+$"}                      | "aa"           | "ab"
                    {"minItems":1}                          | [0]            | []
                    {"maxItems":1}                          | [0]            | [0,0]
                    {"uniqueItems":true}                    | [1,2]          | [1,1.0]
                    {"items":{"type":["string"]}}           | ["a"]          | ["a",1]
                    {"prefixItems":[{"const":1}]}           | [1,2]          | [2]
                    {"items":[{"const":1}],"additionalItems":false} | [1]    | [1,2]
                    {"contains":{"const":1}}                | [0,1]          | [0]
                    {"contains":{"const":1},"maxContains":1} | [0,1]         | [1,1]
                    {"required":["a"]}                      | {"a":null}     | {}
                    {"properties":{"a":{"type":["string"]}}} | {"a":"x"}     | {"a":1}
                    {"properties":{"a":false}}              | {}             | {"a":1}
                    {"properties":{"a":true},"additionalProperties":false} | {"a":1} | {"b":1}
                    {"additionalProperties":{"const":1}}    | {"b":1}        | {"b":2}
                    {"patternProperties":{"^x_":{"const":1}}} | {"x_a":1,"y":2} | {"x_a":2}
                    {"propertyNames":{"pattern":"^[a-z]+$"}} | {"a":1}       | {"A":1}
                    {"minProperties":1}                     | {"a":1}        | {}
                    {"maxProperties":1}                     | {"a":1}        | {"a":1,"b":1}
                    {"dependentRequired":{"a":["b"]}}       | {"a":1,"b":1}  | {"a":1}
                    {"dependentSchemas":{"a":{"required":["b"]}}} | {"b":1}  | {"a":1}
                    {"allOf":[{"minimum":0},{"maximum":9}]} | 5              | 10
                    {"anyOf":[{"const":1},{"const":2}]}     | 2              | 3
                    {"oneOf":[{"minimum":0},{"maximum":9}]} | 10             | 5
                    {"not":{"const":1}}                     | 2              | 1
                    {"if":{"minimum":9},"then":{"const":9}} | 8              | 10
                    {"if":{"minimum":9},"else":{"const":1}} | 10             | 2
                    """)
    void aValueFitsOrDoesNot(String schema, String good, String bad) {
        String whole = "{\"properties\":{\"v\":" + schema + "}}";

        assertThat(Plans.kinds(whole, "{\"v\":" + good + "}")).isEmpty();
        assertThat(Plans.kinds(whole, "{\"v\":" + bad + "}")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    email     | ada@example.com             | ada@
                    email     | a.b+c@sub.example.co        | a..b@example.com
                    date      | 2026-02-28                  | 2026-02-30
                    date-time | 2026-02-28T12:00:00.5+02:00 | 2026-02-28 12:00:00Z
                    time      | 12:00:00Z                   | 12:00:00
                    duration  | P1DT2H                      | P
                    hostname  | shop.example.com            | -shop.example.com
                    ipv4      | 10.0.0.255                  | 10.0.0.256
                    ipv6      | 2001:db8::1                 | 2001:db8:::1
                    ipv6      | ::ffff:10.0.0.1             | 1:2:3:4:5:6:7
                    ipv6      | 1:2:3:4:5:6:7:8             | 1::2::3
                    ipv6      | ::                          | :1
                    uri       | https://example.com/a?b=c#d | /a/b
                    uuid      | 0f5c3e2a-9d1b-4c7e-8a6f-1b2c3d4e5f60 | 0f5c3e2a
                    regex     | a+                          | a(
                    """)
    void aTextIsWrittenSoOrIsNot(String format, String good, String bad) {
        String schema = "{\"properties\":{\"v\":{\"format\":\"" + format + "\"}}}";

        assertThat(Plans.kinds(schema, "{\"v\":\"" + good + "\"}")).isEmpty();
        assertThat(Plans.kinds(schema, "{\"v\":\"" + bad + "\"}"))
                .containsExactly("properties.v format");
        assertThat(Plans.kinds(schema, "{\"v\":5}")).isEmpty();
    }

    @Test
    void aFieldIsNamedByItsPathAndItemsOfAListAlike() {
        String schema =
                "{\"properties\":{\"products\":{\"items\":{\"required\":[\"sku\"],\"properties\":"
                        + "{\"price\":{\"minimum\":0}}}}}}";

        assertThat(Plans.kinds(schema, "{\"products\":[{\"price\":-1},{\"sku\":1,\"price\":-2}]}"))
                .containsExactly(
                        "properties.products[].price minimum",
                        "properties.products[].sku required");
    }

    @Test
    void aSchemaMayReferToItself() {
        String schema =
                "{\"properties\":{\"next\":{\"$ref\":\"#\"},\"n\":{\"$ref\":\"#/$defs/n\"}},"
                        + "\"$defs\":{\"n\":{\"type\":[\"integer\"]}}}";

        assertThat(Plans.kinds(schema, "{\"n\":1,\"next\":{\"n\":\"x\",\"next\":{}}}"))
                .containsExactly("properties.next.n type");
        assertThat(Plans.kinds("{\"$ref\":\"#\"}", "{}")).isEmpty();
    }

    @Test
    void aNameMayBeWrittenWithEscapes() {
        assertThat(
                        Plans.kinds(
                                "{\"properties\":{\"é\":{\"const\":1}},\"required\":[\"é\"]}",
                                "{\"\\u00e9\":2}"))
                .containsExactly("properties.é const");
    }

    @Test
    void aPatternThatTakesForeverDoesNotMatch() {
        assertThat(
                        Plans.kinds(
                                "{\"properties\":{\"v\":{\"pattern\":\"^(a+)+$\"}}}",
                                "{\"v\":\"" + "a".repeat(5_000) + "!\"}"))
                .containsExactly("properties.v pattern");
    }
}
