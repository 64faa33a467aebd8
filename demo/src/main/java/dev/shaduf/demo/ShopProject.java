package dev.shaduf.demo;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Writes the project of the demo: sources, models, destinations and syncs over the shop's files,
 * which are expected in {@code data/}. Immutable.
 *
 * @param crm address of the CRM
 * @param crmToken its token
 * @param database a PostgreSQL to deliver a table to; null for a DuckDB file in the project
 */
public record ShopProject(URI crm, String crmToken, @Nullable String database) {

    /** Where the project's sources look for the shop's files. */
    public static final String DATA = "data";

    /** Writes all files into the directory, over those of an earlier demo. */
    public void write(Path directory) {
        try {
            Files.createDirectories(directory.resolve(DATA));
            for (Map.Entry<String, String> file : files().entrySet()) {
                copy(file.getValue(), directory.resolve(file.getKey()));
            }
            Files.writeString(directory.resolve(".env"), environment());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The files of the project by path, each with its resource. */
    private Map<String, String> files() {
        Map<String, String> files = new LinkedHashMap<>();
        for (String same :
                """
                README.md
                shaduf.yml
                sources/sales.yml
                sources/shop.yml
                sources/support.yml
                sources/web.yml
                sources/website.yml
                models/churn_risk.sql
                models/churn_risk.yml
                models/customer_value.sql
                models/customer_value.yml
                models/customers.sql
                models/customers.yml
                models/exchange_rates.yml
                models/kept_orders.yml
                models/known_customers.yml
                models/newsletter.yml
                models/vips.yml
                entities/customer.yml
                traits/last_order_at.yml
                traits/lifetime_value.yml
                traits/orders_in_a_year.yml
                destinations/crm.yml
                destinations/exports.yml
                syncs/churn_table.yml
                syncs/newsletter_file.yml
                syncs/profiles_crm.yml
                syncs/vip_crm.yml
                """
                        .split("\n")) {
            files.put(same, same);
        }
        files.put(".gitignore", "gitignore.txt");
        files.put(
                "destinations/warehouse_out.yml",
                database == null ? "warehouse_out.duckdb.yml" : "warehouse_out.postgres.yml");
        return files;
    }

    private String environment() {
        String text = "CRM_URL=" + crm + "\nCRM_TOKEN=" + crmToken + "\n";
        return database == null ? text : text + "ANALYTICS_DB_URL=" + database + "\n";
    }

    private static void copy(String resource, Path file) throws IOException {
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        try (InputStream in =
                Objects.requireNonNull(
                        ShopProject.class.getResourceAsStream("project/" + resource), resource)) {
            Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
