package dev.shaduf.spi.settings;

import java.util.List;

/**
 * The declaration of one key.
 *
 * @param fallback the default as it would be written in YAML, "" for none
 */
public record Setting(
        String name,
        Shape shape,
        boolean required,
        boolean secret,
        String fallback,
        String description) {

    /** An optional setting. */
    public static Setting of(String name, Shape shape, String description) {
        return new Setting(name, shape, false, false, "", description);
    }

    /** An optional text. */
    public static Setting text(String name, String description) {
        return of(name, new Shape.Text(), description);
    }

    /** An optional group of keys. */
    public static Setting group(String name, String description, Setting... keys) {
        return of(name, new Shape.Group(List.of(keys)), description);
    }

    /** The same, required. */
    public Setting must() {
        return new Setting(name, shape, true, secret, fallback, description);
    }

    /** The same, never printed, logged or returned. */
    public Setting hidden() {
        return new Setting(name, shape, required, true, fallback, description);
    }

    /** The same with a default. */
    public Setting or(String value) {
        return new Setting(name, shape, required, secret, value, description);
    }
}
