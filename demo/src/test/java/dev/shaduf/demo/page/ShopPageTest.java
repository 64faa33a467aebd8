package dev.shaduf.demo.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;

class ShopPageTest {

    private static final URI EVENTS = URI.create("http://127.0.0.1:9000");

    @TempDir Path project;
    private ShopPage page;

    @BeforeEach
    void open() {
        page = ShopPage.open(0, EVENTS, project);
    }

    @AfterEach
    void close() {
        page.close();
    }

    private HttpResponse<String> get(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(page.url() + path)).build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }

    @Test
    void thePageKnowsWhereItsEventsGo() throws Exception {
        assertThat(get("/").body()).contains("_writeKey: 'demo-shop', _cdn: '" + EVENTS + "'");
        assertThat(get("/page.js").statusCode()).isEqualTo(200);
        assertThat(get("/page.css").headers().firstValue("Content-Type"))
                .contains("text/css; charset=utf-8");
    }

    @Test
    void theSdkIsTheOneThatNpmInstalled() throws Exception {
        assertThat(page.hasSdk()).isFalse();
        assertThat(get("/sdk/analytics.min.js").statusCode()).isEqualTo(404);

        install("standalone.js");

        assertThat(page.hasSdk()).isTrue();
        assertThat(get("/sdk/analytics.min.js").body()).isEqualTo("of standalone.js");
    }

    private void install(String name) throws IOException {
        Path directory = project.resolve("node_modules/@segment/analytics-next/dist/umd");
        Files.createDirectories(directory);
        Files.writeString(directory.resolve(name), "of " + name);
    }

    @Test
    void nothingElseOfTheProjectIsServed() throws Exception {
        install("standalone.js");
        Files.writeString(project.resolve("secret.js"), "secret");

        for (String path :
                new String[] {"/secret.js", "/sdk/../../../../../secret.js", "/sdk/%2e%2e/x.js"}) {
            assertThat(get(path).statusCode()).as(path).isEqualTo(404);
        }
    }

    @Test
    void anotherPortServesWhereOneIsTaken() {
        try (ShopPage other = ShopPage.open(page.url().getPort(), EVENTS, project)) {
            assertThat(other.url()).isNotEqualTo(page.url());
        }
    }
}
