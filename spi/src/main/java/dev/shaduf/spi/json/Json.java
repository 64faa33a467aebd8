package dev.shaduf.spi.json;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A JSON value (RFC 8259). Immutable; numbers keep the digits they were written with.
 *
 * <p>{@link #toString()} writes compact JSON.
 */
public sealed interface Json {

    /** The null value. */
    Json NULL = new Null();

    /** Reads one document; throws {@link JsonException} naming line and column. */
    static Json parse(String text) {
        return JsonText.parse(text);
    }

    /** A text, or null where the text is. */
    static Json of(@Nullable String text) {
        return text == null ? NULL : new Text(text);
    }

    /** A whole number. */
    static Json of(long number) {
        return new Num(Long.toString(number));
    }

    /** A decimal number, in plain digits. */
    static Json of(BigDecimal number) {
        return new Num(number.toPlainString());
    }

    /** A boolean. */
    static Json of(boolean value) {
        return new Bool(value);
    }

    /** An empty object. */
    static Obj object() {
        return new Obj(Map.of());
    }

    /** A list. */
    static Arr array(List<? extends Json> items) {
        return new Arr(List.copyOf(items));
    }

    /** null. */
    record Null() implements Json {
        @Override
        public String toString() {
            return "null";
        }
    }

    /** true or false. */
    record Bool(boolean value) implements Json {
        @Override
        public String toString() {
            return Boolean.toString(value);
        }
    }

    /** A number as its JSON digits. */
    record Num(String digits) implements Json {
        /** The exact value. */
        public BigDecimal decimal() {
            return new BigDecimal(digits);
        }

        @Override
        public String toString() {
            return digits;
        }
    }

    /** A string. */
    record Text(String value) implements Json {
        @Override
        public String toString() {
            return JsonText.write(this);
        }
    }

    /** An array. */
    record Arr(List<Json> items) implements Json {
        @Override
        public String toString() {
            return JsonText.write(this);
        }
    }

    /** An object; keeps the order of its members. */
    record Obj(Map<String, Json> members) implements Json {

        /** Copies the members, keeping their order. */
        public Obj {
            members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        }

        /** The member, or null where there is none. */
        public @Nullable Json get(String name) {
            return members.get(name);
        }

        /** This object with one member set. */
        public Obj with(String name, Json value) {
            Map<String, Json> copy = new LinkedHashMap<>(members);
            copy.put(name, value);
            return new Obj(copy);
        }

        /** This object with a text member set; null becomes JSON null. */
        public Obj with(String name, @Nullable String value) {
            return with(name, Json.of(value));
        }

        /** This object with a number member set. */
        public Obj with(String name, long value) {
            return with(name, Json.of(value));
        }

        @Override
        public String toString() {
            return JsonText.write(this);
        }
    }

    /**
     * The text of a string, the digits of a number, true or false; null for null; JSON for the
     * rest.
     */
    default @Nullable String asText() {
        return switch (this) {
            case Null n -> null;
            case Text(String value) -> value;
            case Bool b -> b.toString();
            case Num(String digits) -> digits;
            case Arr a -> a.toString();
            case Obj o -> o.toString();
        };
    }

    /** The members of an object as JSON texts joined to arrays: a list of texts. */
    static Arr texts(List<String> items) {
        List<Json> all = new ArrayList<>();
        items.forEach(item -> all.add(Json.of(item)));
        return new Arr(List.copyOf(all));
    }
}
