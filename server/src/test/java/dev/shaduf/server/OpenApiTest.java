package dev.shaduf.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shaduf.live.collect.Reason;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Map;

/** {@code /openapi.yaml} says what there is. */
class OpenApiTest extends AtStand {

    private Map<?, ?> document() throws Exception {
        HttpResponse<String> answer = stand.get("/openapi.yaml");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).contains("application/yaml");
        Load load = new Load(LoadSettings.builder().build());
        return (Map<?, ?>) load.loadFromString(answer.body());
    }

    @Test
    void everyPathOfItIsThere() throws Exception {
        Map<?, ?> paths = (Map<?, ?>) document().get("paths");

        assertThat(paths).hasSizeGreaterThan(25);
        for (Object path : paths.keySet()) {
            HttpResponse<String> answer =
                    stand.get(String.valueOf(path).replace("{writeKey}", "WK") + "?writeKey=WK");
            assertThat(answer.statusCode()).as(path.toString()).isIn(200, 405);
        }
    }

    @Test
    void everyCodeIsInIt() throws Exception {
        Map<?, ?> components = (Map<?, ?>) document().get("components");
        Map<?, ?> schemas = (Map<?, ?>) components.get("schemas");
        Map<?, ?> codes = (Map<?, ?>) schemas.get("Code");

        assertThat(codes.get("enum"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .containsExactlyElementsOf(
                        Arrays.stream(Reason.values()).map(Reason::code).toList());
    }
}
