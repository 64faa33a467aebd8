package dev.shaduf.spi.settings;

import java.util.List;
import java.util.function.Supplier;

/** What a setting's value looks like. */
public sealed interface Shape {

    /** A string; numbers and booleans in YAML are taken as they are written. */
    record Text() implements Shape {}

    /** A Liquid template. */
    record Template() implements Shape {}

    /** One of a few words. */
    record Choice(List<String> words) implements Shape {}

    /** A whole number from {@code least} to {@code most}. */
    record Whole(long least, long most) implements Shape {}

    /** Any number. */
    record Number() implements Shape {}

    /** true or false; {@code on} and {@code off} are taken too. */
    record Flag() implements Shape {}

    /** A duration: {@code 30 days}, {@code 15m}. */
    record Length() implements Shape {}

    /** A rate: {@code 9 per second}, {@code 100 per 10 seconds}. */
    record Rate() implements Shape {}

    /** A size: {@code 4 GB}, and the least that makes sense. */
    record Size(String least) implements Shape {

        /** Any size. */
        public Size() {
            this("0 B");
        }
    }

    /** A list of values of one shape; a single value is taken as a list of one. */
    record ListOf(Shape item) implements Shape {}

    /** An object with names of the user's choice. */
    record MapOf(Shape value) implements Shape {}

    /** An object with known keys. */
    record Group(List<Setting> keys) implements Shape {}

    /** One of several shapes: the first that fits. */
    record OneOf(List<Shape> alternatives) implements Shape {}

    /** Any JSON. */
    record Anything() implements Shape {}

    /**
     * A text that matches a regular expression as a whole, letters of either case.
     *
     * @param expected what it is, with an example: {@code a share such as '20%'}
     */
    record Written(String regex, String expected) implements Shape {}

    /** An object with exactly one of the choices, and any of the others. */
    record OneKey(List<Setting> choices, List<Setting> others) implements Shape {}

    /**
     * An object whose {@code type} decides its other keys.
     *
     * @param fallback the type when none is given; "" where one must be given
     * @param later types that are known and refused by name as not there yet
     */
    record ByType(List<Variant> variants, String fallback, List<String> later) implements Shape {}

    /** One type of {@link ByType} with its keys, those beside {@code type}. */
    record Variant(String type, String title, List<Setting> keys) {}

    /** A shape that may contain itself; the name is unique within a declaration. */
    record Named(String name, Supplier<Shape> shape) implements Shape {}

    /** A key that is known and refused by name as not there yet. */
    record Later(String what) implements Shape {}
}
