package dev.shaduf.engine.yaml;

/**
 * What a value is, for messages.
 *
 * @param name with its article of quotes: {@code 'guard.removed'}, {@code sync 'win_back'}
 * @param path of keys from the file's top, with dots; "" at the top
 * @param secret whether the value must not be shown
 */
record Subject(String name, String path, boolean secret) {

    static Subject top(String name) {
        return new Subject(name, "", false);
    }

    Subject below(String key, boolean hidden) {
        String longer = path.isEmpty() ? key : path + "." + key;
        return new Subject("'" + longer + "'", longer, secret || hidden);
    }
}
