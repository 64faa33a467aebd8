package dev.shaduf.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shaduf.engine.own.OwnTables;
import dev.shaduf.engine.project.Model;
import dev.shaduf.engine.project.Model.Materialize;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.sql.TableName;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

class ModelsTest {

    @TempDir Path root;
    Shop shop;

    @BeforeEach
    void open() {
        shop = new Shop(root);
    }

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void refsAndSourcesAreResolved() {
        shop.run(
                        "insert into shop.customers values (1, 'a@x', 'free', null), (2, null,"
                                + " 'pro', null)")
                .run("insert into shop.orders values (10, 1, 5), (11, 1, 7)");
        shop.model("people", "id", "select id, email from {{ source('shop', 'customers') }}")
                .model(
                        "value",
                        "id",
                        """
                        with people as (select * from {{ ref("people") }})
                        select people.id, sum(orders.amount) as total
                        from people join {{ source('shop','orders') }} on orders.customer_id = people.id
                        group by 1; -- the end
                        """);

        Relation value = shop.relation("value");

        assertThat(value.columns()).extracting(Column::name).containsExactly("id", "total");
        assertThat(shop.rows("select id, total from (" + value.query().text() + ")"))
                .containsExactly("1|12.00");
    }

    @Test
    void aReferenceIsCalledByTheModelsNameUnlessTheQueryNamesIt() {
        shop.run("insert into shop.customers values (1, 'a@x', 'free', null)");
        shop.model("people", "id", "select * from {{ source('shop', 'customers') }}")
                .model("a", "id", "select people.id from {{ ref('people') }} where people.id > 0")
                .model(
                        "b",
                        "id",
                        "select p.id from {{ ref('people') }} p join {{ ref('people') }} as q using"
                                + " (id)");

        assertThat(shop.rows(shop.relation("a").query().text())).containsExactly("1");
        assertThat(shop.rows(shop.relation("b").query().text())).containsExactly("1");
    }

    @Test
    void otherTemplatesAreRefusedWithTheirLine() {
        shop.model("m", "id", "select 1 as id\nfrom {{ var('x') }}");

        assertThatThrownBy(() -> shop.relation("m"))
                .isInstanceOf(ShadufException.class)
                .hasMessageContaining("models/m.sql, line 2")
                .hasMessageContaining("var('x')");
    }

    @Test
    void modelsThatUseEachOtherAreRefused() {
        shop.model("a", "id", "select * from {{ ref('b') }}")
                .model("b", "id", "select * from {{ ref('a') }}");

        assertThatThrownBy(() -> shop.relation("a")).hasMessageContaining("a → b → a");
    }

    @Test
    void aWrongColumnIsFoundInItsLine() {
        shop.model("people", "id", "select id,\n  emial\nfrom {{ source('shop', 'customers') }}")
                .model("top", "id", "select * from {{ ref('people') }}");

        assertThatThrownBy(() -> shop.relation("top"))
                .hasMessageContaining("models/people.sql, line 2")
                .hasMessageContaining("emial");
    }

    @Test
    void theKeyMustBeThere() {
        shop.model("m", "custmer_id", "select 1 as customer_id");

        assertThatThrownBy(() -> shop.relation("m"))
                .hasMessageContaining("'custmer_id'")
                .extracting(e -> ((ShadufException) e).fix())
                .asString()
                .contains("customer_id");
    }

    @Test
    void theKeyIsFoundWithoutCase() {
        shop.model("m", "ID", "select 1 as id");

        assertThat(shop.relation("m").key()).containsExactly("id");
    }

    @Test
    void columnsThatDifferOnlyInCaseAreRefused() {
        shop.model("m", "id", "select 1 as id, 2 as \"Email\", 3 as \"EMAIL\"");

        assertThatThrownBy(() -> shop.relation("m")).isInstanceOf(ShadufException.class);
    }

    @Test
    void aTableModelLeavesOutDeletedRows() {
        shop.run("create table shop.people (id bigint, _deleted_at timestamptz)")
                .run("insert into shop.people values (1, null), (2, now())");
        shop.model("m", "id", new Model.Query.Table("shop.people"), Materialize.NO);

        assertThat(shop.rows(shop.relation("m").query().text())).hasSize(1);
    }

    @Test
    void aTableThatWasNeverLoadedIsNamedWithTheCommandThatLoadsIt() {
        shop.run("drop table shop.orders");
        shop.model("m", "id", "select id from {{ source('shop', 'orders') }}");

        assertThatThrownBy(() -> shop.relation("m"))
                .hasMessageContaining("shop.orders")
                .extracting(e -> ((ShadufException) e).fix())
                .isEqualTo("Load it: shaduf run shop");
    }

    @Test
    void aPlanReadsOtherTablesInPlace() {
        shop.run("create temp table shop_customers as select 7 as id");
        shop.model("m", "id", "select customers.id from {{ source('shop', 'customers') }}");

        Models models =
                Models.over(
                        shop.project(),
                        shop.session,
                        t ->
                                t.name().equals("customers")
                                        ? TableName.temporary("shop_customers")
                                        : t);

        assertThat(shop.rows(models.relation("m").query().text())).containsExactly("7");
    }

    @Test
    void filtersAndProjectionsOfATableArePlain() {
        shop.run("create view shop.v as select * from shop.customers");
        shop.model(
                        "a",
                        "id",
                        "select id, lower(email) as email from {{ source('shop', 'customers') }} c"
                                + " where id > 1")
                .model("b", "id", "select * from {{ ref('a') }}")
                .model("c", "id", "select id, random() as r from {{ source('shop', 'customers') }}")
                .model(
                        "d",
                        "id",
                        "select id, count(*) from {{ source('shop', 'customers') }} group by 1")
                .model("e", "id", new Model.Query.Table("shop.v"), Materialize.NO)
                .model("f", "id", "select distinct id from {{ source('shop', 'customers') }}")
                .model("g", "id", "select id from {{ source('shop', 'customers') }}, shop.orders");

        assertThat(shop.relation("a").plain()).isTrue();
        assertThat(shop.relation("b").plain()).isTrue();
        for (String name : new String[] {"c", "d", "e", "f"}) {
            assertThat(shop.relation(name).plain()).as(name).isFalse();
        }
    }

    @Test
    void aMaterializedModelIsAnOwnTableThatKeepsItsViews() {
        OwnTables own = new OwnTables(shop.project());
        own.prepare(shop.session);
        shop.run("insert into shop.customers values (1, 'a@x', 'free', null)");
        Model.Query query =
                new Model.Query.Text(
                        "select id, email from {{ source('shop', 'customers') }}", "m.sql", 1);
        shop.model("people", "id", query, Materialize.TABLE)
                .model("seen", "id", query, Materialize.VIEW)
                .model("top", "id", "select * from {{ ref('people') }}");

        Models models = shop.models();
        models.materialize(shop.project().models().get("people"), own);
        models.materialize(shop.project().models().get("seen"), own);
        shop.run("create view v as select * from shaduf.people");
        shop.run("insert into shop.customers values (2, 'b@x', 'free', null)");
        models.materialize(shop.project().models().get("people"), own);

        assertThat(shop.rows("select id from v order by id")).containsExactly("1", "2");
        assertThat(shop.rows("select id from shaduf.seen")).hasSize(2);
        assertThat(shop.relation("top").query().text()).contains("\"shaduf\".\"people\"");
        assertThat(own.owns(shop.session, own.name("people"))).isTrue();
    }

    @Test
    void aForeignTableIsNeverReplaced() {
        OwnTables own = new OwnTables(shop.project());
        own.prepare(shop.session);
        shop.run("create table shaduf.people as select 1 as id");
        shop.model("people", "id", new Model.Query.Table("shop.customers"), Materialize.TABLE);

        assertThatThrownBy(
                        () -> shop.models().materialize(shop.project().models().get("people"), own))
                .hasMessageContaining("not made by Shaduf");
    }
}
