package dev.shaduf.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

class ShopProjectTest {

    private static final URI CRM = URI.create("http://127.0.0.1:9000");

    @TempDir Path directory;

    @Test
    void writesOneFileForEachObject() throws IOException {
        new ShopProject(CRM, "secret", null).write(directory);

        assertThat(objects("sources"))
                .containsExactly("sales.yml", "shop.yml", "support.yml", "web.yml", "website.yml");
        assertThat(objects("destinations"))
                .containsExactly("crm.yml", "exports.yml", "warehouse_out.yml");
        assertThat(objects("syncs"))
                .containsExactly(
                        "churn_table.yml",
                        "newsletter_file.yml",
                        "profiles_crm.yml",
                        "vip_crm.yml");
        assertThat(objects("models")).contains("customers.yml", "customers.sql", "vips.yml");
        assertThat(directory.resolve("destinations/warehouse_out.yml"))
                .content()
                .contains("type: duckdb\n");
    }

    @Test
    void keepsAddressAndTokenOutOfTheFilesForGit() throws IOException {
        new ShopProject(CRM, "secret", null).write(directory);

        assertThat(directory.resolve(".env")).content().contains("CRM_TOKEN=secret\n");
        assertThat(directory.resolve(".gitignore")).content().contains(".env\n");
        try (Stream<Path> files = Files.walk(directory)) {
            assertThat(files.filter(path -> path.toString().endsWith(".yml")))
                    .noneMatch(path -> contentOf(path).contains("secret\n"));
        }
    }

    @Test
    void deliversToPostgresWhereThereIsOne() {
        new ShopProject(CRM, "secret", "jdbc:postgresql://localhost/out").write(directory);

        assertThat(directory.resolve("destinations/warehouse_out.yml"))
                .content()
                .contains("type: postgres\n", "url: ${ANALYTICS_DB_URL}");
        assertThat(directory.resolve(".env"))
                .content()
                .contains("ANALYTICS_DB_URL=jdbc:postgresql://localhost/out\n");
    }

    private List<String> objects(String folder) throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve(folder))) {
            return files.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    private static String contentOf(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
