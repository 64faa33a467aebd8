package dev.shaduf.source.files;

import dev.shaduf.spi.json.Json;

/**
 * A file as it was seen.
 *
 * @param path relative to the project, with slashes, or absolute
 * @param modified in nanoseconds since 1970
 * @param hash of its bytes; "" where it was not needed yet
 */
record FileStamp(String path, long size, String modified, String hash) {

    Json json() {
        return Json.object()
                .with("path", path)
                .with("size", size)
                .with("modified", modified)
                .with("hash", hash);
    }

    static FileStamp of(Json.Obj json) {
        return new FileStamp(
                text(json, "path"),
                Long.parseLong(text(json, "size")),
                text(json, "modified"),
                text(json, "hash"));
    }

    private static String text(Json.Obj json, String name) {
        Json value = json.get(name);
        String text = value == null ? null : value.asText();
        return text == null ? "" : text;
    }

    FileStamp hashed(String newHash) {
        return new FileStamp(path, size, modified, newHash);
    }

    /** Whether size and time are the same. */
    boolean untouched(FileStamp other) {
        return size == other.size && modified.equals(other.modified);
    }
}
