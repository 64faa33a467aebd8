package dev.shaduf.live.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shaduf.spi.warehouse.Warehouse;
import dev.shaduf.trials.postgres.Warehouses;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.sql.SQLException;

class PostgresLoadTest implements LoadKit {

    private Warehouse warehouse;
    private Landing landing;

    @BeforeEach
    void open() throws SQLException {
        warehouse = Warehouses.empty();
        landing = new Landing(warehouse);
    }

    @AfterEach
    void close() {
        warehouse.close();
    }

    @Override
    public Landing landing() {
        return landing;
    }

    @Test
    void aTypeThatAViewHoldsStaysAndFractionsAreDiscarded() {
        landing.load(landing.track("E", "{\"n\":5}"));
        landing.sql("create view public.report as select n from shop.e");
        landing.load(landing.track("E", "{\"n\":3.5}"), landing.track("E", "{\"n\":6}"));

        assertThat(landing.rows("select id, n from shop.e order by id"))
                .containsExactly("m1|5", "m2|null", "m3|6");
        assertThat(landing.rows("select row_id, column_value, reason from shop.discards"))
                .containsExactly("m2|3.5|type_locked");
        assertThat(landing.warnings).singleElement().asString().contains("view report");
    }

    @Test
    void zeroCharactersStayInThePayloadAndAreLeftOutOfColumns() {
        landing.load(landing.track("E", "{\"t\":\"a\\u0000b\",\"list\":[\"\\u0000\"]}"));

        assertThat(landing.rows("select t from shop.e")).containsExactly("ab");
        assertThat(landing.rows("select position('u0000' in payload::text) > 0 from shop.events"))
                .containsExactly("true");
        assertThat(landing.rows("select * from shop.rejected_events")).isEmpty();
    }

    @Test
    void aTextTooLongForAColumnThatTheUserNarrowedIsDiscarded() {
        landing.load(landing.track("E", "{\"code\":\"a\",\"sort\":\"b\"}"));
        landing.sql("alter table shop.e alter column code type varchar(3)");
        landing.sql("alter table shop.e alter column sort type char(2)");
        landing.load(
                landing.track("E", "{\"code\":\"four\",\"sort\":\"xyz\"}"),
                landing.track("E", "{\"code\":\"été\",\"sort\":\"xy\"}"));

        assertThat(landing.rows("select id, code, sort from shop.e where id <> 'm1' order by id"))
                .containsExactly("m2|null|null", "m3|été|xy");
        assertThat(
                        landing.rows(
                                "select row_id, column_value, reason from shop.discards order by"
                                        + " column_name"))
                .containsExactly("m2|four|out_of_range", "m2|xyz|out_of_range");
        assertThat(landing.rows("select * from shop.rejected_events")).isEmpty();
    }

    @Test
    void zeroCharactersAreLeftOutOfAColumnThatTheUserMadeJsonb() {
        landing.load(landing.track("E", "{\"list\":[1]}"));
        landing.sql("alter table shop.e alter column list type jsonb");
        landing.load(landing.track("E", "{\"list\":[\"a\\u0000b\",\"c\\\\u0000\"]}"));

        assertThat(landing.rows("select list->>0, list->>1 from shop.e where id = 'm2'"))
                .containsExactly("ab|c\\u0000");
        assertThat(landing.rows("select * from shop.rejected_events")).isEmpty();
    }
}
