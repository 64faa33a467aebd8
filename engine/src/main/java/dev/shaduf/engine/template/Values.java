package dev.shaduf.engine.template;

import dev.shaduf.spi.json.Json;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** JSON values as the Liquid library wants them, and back. */
final class Values {

    private Values() {}

    /** The value as the library sees it. */
    static @Nullable Object of(Json json) {
        return switch (json) {
            case Json.Null n -> null;
            case Json.Bool(boolean value) -> value;
            case Json.Num(String digits) -> new Exact(digits);
            case Json.Text(String value) -> value;
            case Json.Arr list -> new Items(list);
            case Json.Obj object -> new Members(object);
        };
    }

    /** What is printed for a value; arrays that filters made are left to be printed in a row. */
    static @Nullable Object shown(@Nullable Object value) {
        return switch (value) {
            case Items items -> items.json.toString();
            case Members members -> members.json.toString();
            case BigDecimal number -> digits(number);
            case Double number -> digits(BigDecimal.valueOf(number));
            case null, default -> value;
        };
    }

    /** Any value of the library as JSON. */
    static Json json(@Nullable Object value) {
        return switch (value) {
            case null -> Json.NULL;
            case Items items -> items.json;
            case Members members -> members.json;
            case Boolean flag -> Json.of(flag);
            case BigDecimal number -> new Json.Num(digits(number));
            case Double number -> new Json.Num(digits(BigDecimal.valueOf(number)));
            case Number number -> Json.of(number.longValue());
            case Object[] array -> list(Arrays.asList(array));
            case Iterable<?> items -> list(items);
            case Map<?, ?> map -> object(map);
            default -> Json.of(value.toString());
        };
    }

    private static Json list(Iterable<?> items) {
        List<Json> all = new ArrayList<>();
        items.forEach(item -> all.add(json(item)));
        return Json.array(all);
    }

    private static Json object(Map<?, ?> map) {
        Map<String, Json> members = new LinkedHashMap<>();
        map.forEach((name, value) -> members.put(String.valueOf(name), json(value)));
        return new Json.Obj(members);
    }

    /**
     * A number as it is written: its own digits, or without trailing zeros where it was computed.
     */
    static String digits(BigDecimal number) {
        if (number instanceof Exact exact) {
            return exact.digits;
        }
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    /** A computed number that prints without trailing zeros and exponent wherever it goes. */
    static BigDecimal number(BigDecimal computed) {
        return new Exact(digits(computed));
    }

    /** A number that remembers how it was written. */
    private static final class Exact extends BigDecimal {
        private static final long serialVersionUID = 1L;
        private final String digits;

        Exact(String digits) {
            super(digits);
            this.digits = digits;
        }

        @Override
        public String toString() {
            return digits;
        }
    }

    /** A JSON array as a list. */
    private static final class Items extends AbstractList<@Nullable Object> {
        private final Json.Arr json;

        Items(Json.Arr json) {
            this.json = json;
        }

        @Override
        public @Nullable Object get(int index) {
            return of(json.items().get(index));
        }

        @Override
        public int size() {
            return json.items().size();
        }
    }

    /** A JSON object as a map. */
    private static final class Members extends AbstractMap<String, @Nullable Object> {
        private final Json.Obj json;

        Members(Json.Obj json) {
            this.json = json;
        }

        @Override
        public @Nullable Object get(@Nullable Object name) {
            Json value = name == null ? null : json.members().get(name);
            return value == null ? null : of(value);
        }

        @Override
        public boolean containsKey(@Nullable Object name) {
            return name != null && json.members().containsKey(name);
        }

        @Override
        public Set<Entry<String, @Nullable Object>> entrySet() {
            Map<String, @Nullable Object> all = new LinkedHashMap<>();
            json.members().forEach((name, value) -> all.put(name, of(value)));
            return all.entrySet();
        }

        @Override
        public int size() {
            return json.members().size();
        }
    }
}
