package dev.shaduf.source.files;

import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.source.Reading.Extent;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a load saw: its files, and a fingerprint of the settings it read them with.
 *
 * @param files by path
 */
record FileState(String settings, List<FileStamp> files) {

    static FileState parse(String json) {
        if (json.isEmpty() || !(Json.parse(json) instanceof Json.Obj state)) {
            return new FileState("", List.of());
        }
        List<FileStamp> files = new ArrayList<>();
        if (state.get("files") instanceof Json.Arr(List<Json> items)) {
            for (Json item : items) {
                if (item instanceof Json.Obj file) {
                    files.add(FileStamp.of(file));
                }
            }
        }
        Json settings = state.get("settings");
        return new FileState(settings == null ? "" : String.valueOf(settings.asText()), files);
    }

    @Override
    public String toString() {
        return Json.object()
                .with("settings", settings)
                .with("files", Json.array(files.stream().map(FileStamp::json).toList()))
                .toString();
    }

    private Map<String, FileStamp> byPath() {
        Map<String, FileStamp> all = new LinkedHashMap<>();
        files.forEach(file -> all.put(file.path(), file));
        return all;
    }

    /** The same with hashes: taken over for files that were not touched, else computed. */
    FileState hashed(FileState before, Path project) {
        Map<String, FileStamp> old = before.byPath();
        List<FileStamp> all = new ArrayList<>();
        for (FileStamp file : files) {
            FileStamp known = old.get(file.path());
            try {
                all.add(
                        file.hashed(
                                known != null && known.untouched(file)
                                        ? known.hash()
                                        : Hash.of(project.resolve(file.path()))));
            } catch (IOException e) {
                throw new ShadufException(
                        Failure.UNREACHABLE,
                        "The file " + file.path() + " cannot be read: " + e.getMessage() + ".",
                        "Check the rights on it.",
                        e);
            }
        }
        return new FileState(settings, all);
    }

    /** What has to be read after {@code before}. */
    Extent since(FileState before, boolean keyed) {
        if (before.files.isEmpty() || !settings.equals(before.settings)) {
            return Extent.WHOLE;
        }
        List<FileStamp> added = added(before);
        boolean oldStay = files.size() - added.size() == before.files.size();
        if (!oldStay) {
            return Extent.WHOLE;
        }
        if (added.isEmpty()) {
            return Extent.NOTHING;
        }
        boolean newCome =
                !before.byPath().keySet().stream()
                        .anyMatch(path -> path.compareTo(added.getFirst().path()) >= 0);
        return keyed && newCome ? Extent.PART : Extent.WHOLE;
    }

    /** Files that are new or have other bytes. */
    List<FileStamp> added(FileState before) {
        Map<String, FileStamp> old = before.byPath();
        return files.stream()
                .filter(file -> {
                    FileStamp known = old.get(file.path());
                    return known == null || !known.hash().equals(file.hash());
                })
                .toList();
    }
}
