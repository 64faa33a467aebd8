package dev.shaduf.engine.project;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;

/** The examples of the contract, as they stand there, are read without a problem. */
class ContractExamplesTest {

    @TempDir Path directory;

    @Test
    void settingsOfTheContract() {
        ProjectSettings settings =
                example()
                        .file(
                                "shaduf.yml",
                                """
                                name: acme
                                warehouse:
                                  type: duckdb                  # duckdb | postgres | …
                                  path: warehouse.duckdb
                                schema: shaduf
                                sync_state: warehouse           # warehouse | local
                                state: .shaduf/state.db
                                log: {type: embedded, retention: 7 days, max_size: 20 GB, min_free_disk: 64 MB}
                                profiles: {type: embedded}
                                server: {listen: "127.0.0.1:8080"}
                                deliver: true
                                load: {every: 5 seconds, rows: 50000, bytes: 64 MB}
                                deduplicate: 24 hours
                                retention: {changelog: 30 days, runs: 365 days, rejected_events: 30 days}
                                changelog: {payload: failures}
                                max_row: 16 MiB
                                timezone: UTC
                                """)
                        .project()
                        .settings();

        assertThat(settings.payload()).isEqualTo(ProjectSettings.Payload.FAILURES);
        assertThat(settings.localState()).isFalse();
    }

    @Test
    void otherLogsAndProfilesOfTheContract() {
        assertThat(
                        example()
                                .file(
                                        "shaduf.yml",
                                        """
                                        log: {type: kafka, bootstrap_servers: "k1:9092", topic_prefix: shaduf}
                                        profiles: {type: redis, url: "redis://..."}
                                        """)
                                .lines())
                .isEmpty();
    }

    @Test
    void sourcesOfTheContract() {
        Project project =
                example()
                        .file(
                                "sources/app.yml",
                                """
                                type: warehouse
                                schema: public                  # default: the source's name
                                tables: {users: {}, orders: {freshness: {column: updated_at, within: 1 day}}}
                                """)
                        .file(
                                "sources/crm.yml",
                                """
                                type: files
                                tables:
                                  contacts: {path: data/crm/contacts_*.csv, key: contact_id}
                                """)
                        .file(
                                "sources/base.yml",
                                """
                                type: postgres                  # postgres | mysql | …
                                url: ${SHOP_URL}
                                tables:
                                  customers: {from: public.customers, key: id, cursor: updated_at}
                                  orders: {from: public.orders, key: id, cursor: updated_at}
                                schedule: every 15 minutes
                                """)
                        .variable("SHOP_URL", "postgresql://u:p@h/db")
                        .project();

        assertThat(project.sources().keySet()).containsExactly("app", "base", "crm", "shop");
        assertThat(project.sources().get("app").schema()).isEqualTo("public");
        assertThat(project.sources().get("crm").schema()).isEqualTo("crm");
        assertThat(project.sources().get("app").tables().keySet())
                .containsExactly("users", "orders");
    }

    @Test
    void modelOfTheContract() {
        Project project =
                example()
                        .file(
                                "models/churn_risk.yml",
                                """
                                description: Customers whose orders have slowed down
                                key: customer_id                # one column or a list
                                sql: |
                                  select customer_id, email, count(*) as orders, max(ordered_at) as last_order
                                  from {{ source('shop', 'customers') }} join {{ ref('customers') }} using (customer_id)
                                  group by all
                                tests:
                                  - {unique: customer_id}
                                  - {not_null: email, severity: warn}
                                  - {accepted_values: {column: plan, values: [free, pro]}}
                                  - {relationships: {column: customer_id, to: customers, field: id}}
                                  - {freshness: {column: last_order, within: 2 days}}
                                """)
                        .project();

        List<Model.ModelTest> tests = project.models().get("churn_risk").tests();
        assertThat(tests)
                .extracting(Model.ModelTest::kind)
                .containsExactly(Model.ModelTest.Kind.values());
        assertThat(tests)
                .extracting(Model.ModelTest::warn)
                .containsExactly(false, true, false, false, false);
        assertThat(tests.get(2).settings().texts("values")).containsExactly("free", "pro");
        assertThat(tests.get(4).columns()).containsExactly("last_order");
    }

    @Test
    void destinationOfTheContractWithWhatIsInstalled() {
        example()
                .file(
                        "destinations/crm.yml",
                        """
                        type: http
                        base_url: https://crm.example.com/api
                        auth: {bearer: "${CRM_TOKEN:-token}"}
                        headers: {X-Team: growth}
                        rate: 9 per second
                        objects:
                          contacts:
                            upsert: {method: POST, path: /contacts/batch, batch: 100, body: '{"inputs": {{ rows | json }}}'}
                            delete: {method: DELETE, path: '/contacts/{{ row.email | url_encode }}'}
                            results: {at: $.results, key: id, ok: {status: ok}, retry: {status: busy}, error: message}
                        """);

        assertThat(Projects.read(directory, java.util.Map.of()))
                .isInstanceOfSatisfying(
                        Projects.Reading.Good.class,
                        good ->
                                assertThat(good.project().destinations().get("crm").rate())
                                        .isNotNull());
    }

    @Test
    void schedulesOfTheContract() {
        for (String schedule :
                List.of(
                        "every 15 minutes",
                        "{cron: \"0 6 * * 1-5\", timezone: Europe/Paris}",
                        "{after: [customers, other]}",
                        "manual")) {
            assertThat(
                            example()
                                    .file("syncs/other.yml", sync("manual"))
                                    .file("syncs/crm_contacts.yml", sync(schedule))
                                    .lines())
                    .as(schedule)
                    .isEmpty();
        }
    }

    private static String sync(String schedule) {
        return "from: customers\nto: crm\nobject: contacts\nmode: mirror\nschedule: "
                + schedule
                + "\n";
    }

    private Example example() {
        return new Example(directory);
    }
}
