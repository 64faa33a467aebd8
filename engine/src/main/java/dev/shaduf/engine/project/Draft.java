package dev.shaduf.engine.project;

import dev.shaduf.engine.yaml.Findings;
import dev.shaduf.engine.yaml.Place;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A project while it is read: its files' texts, their blocks, and what is wrong so far. */
final class Draft {

    private static final long LARGEST = 3_000_000;

    private final Path root;
    private final Catalog catalog;
    private final Findings findings;
    private final SqlRule sqlRule;
    private final Map<String, String> texts = new LinkedHashMap<>();
    private final Map<String, Map<String, Block>> blocks = new LinkedHashMap<>();
    private String schema = SettingsFile.SCHEMA;
    private String database = "";
    private String warehouse = SettingsFile.DUCKDB;

    Draft(Path root, Catalog catalog, Findings findings, SqlRule sqlRule) {
        this.root = root;
        this.catalog = catalog;
        this.findings = findings;
        this.sqlRule = sqlRule;
    }

    Path root() {
        return root;
    }

    Catalog catalog() {
        return catalog;
    }

    Findings findings() {
        return findings;
    }

    void report(Place place, String code, String message, String fix) {
        findings.add(place, code, message, fix);
    }

    /** What the SQL of a model must be. */
    SqlRule sqlRule() {
        return sqlRule;
    }

    /** The type of the warehouse. */
    String warehouse() {
        return warehouse;
    }

    void warehouse(String type) {
        this.warehouse = type;
    }

    /**
     * What DuckDB calls the warehouse's file, which no schema in it may be called; "" elsewhere.
     */
    String database() {
        return database;
    }

    void database(String name) {
        this.database = name;
    }

    /** The schema of Shaduf's own tables. */
    String schema() {
        return schema;
    }

    void schema(String name) {
        this.schema = name;
    }

    void add(Block block) {
        blocks.computeIfAbsent(block.kind(), kind -> new TreeMap<>()).put(block.name(), block);
    }

    Map<String, Block> blocks(String kind) {
        return blocks.getOrDefault(kind, Map.of());
    }

    @Nullable Block block(String kind, String name) {
        return blocks(kind).get(name);
    }

    Set<String> names(String kind) {
        return blocks(kind).keySet();
    }

    int filesRead() {
        return texts.size() - (texts.containsKey(".env") ? 1 : 0);
    }

    boolean exists(String file) {
        return Files.exists(root.resolve(file));
    }

    /** The text of a file of the project; null after a finding. Read once. */
    @Nullable String text(String file) {
        String known = texts.get(file);
        if (known != null) {
            return known;
        }
        try {
            Path path = root.resolve(file);
            if (Files.size(path) > LARGEST) {
                return unreadable(file, "is larger than 3 MB", "split it");
            }
            String text = decoded(Files.readAllBytes(path));
            texts.put(file, text);
            return text;
        } catch (CharacterCodingException e) {
            return unreadable(file, "is not UTF-8", "save it as UTF-8");
        } catch (IOException e) {
            return unreadable(file, "cannot be read", "check that you may read it");
        }
    }

    private static String decoded(byte[] bytes) throws CharacterCodingException {
        CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
        boolean marked = !text.isEmpty() && text.charAt(0) == '\uFEFF';
        return marked ? text.subSequence(1, text.length()).toString() : text.toString();
    }

    private @Nullable String unreadable(String file, String why, String fix) {
        findings.add(Place.of(file), "unreadable", "the file " + why, fix);
        return null;
    }

    /** The lines of a file that was read; empty where it was not. */
    List<String> lines(String file) {
        String text = texts.get(file);
        return text == null ? List.of() : text.lines().toList();
    }
}
