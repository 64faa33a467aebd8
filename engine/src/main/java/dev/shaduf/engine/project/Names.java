package dev.shaduf.engine.project;

import dev.shaduf.engine.yaml.Findings;
import dev.shaduf.engine.yaml.Place;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The rules of names: their form, and the one name space of relations and Shaduf's own tables. */
public final class Names {

    private static final Set<String> OWN =
            Set.of(
                    "sync_runs",
                    "sync_changelog",
                    "sync_snapshot",
                    "sync_leases",
                    "entity_leases",
                    "shaduf_loads",
                    "shaduf_meta",
                    "shaduf_tables",
                    "erasures",
                    "audience_sizes");

    private Names() {}

    /** Whether a table of Shaduf's own is called so, or could be. */
    public static boolean reserved(String name) {
        return OWN.contains(name) || name.startsWith("sync_state_");
    }

    /** Reports a file whose name is no name; false then. */
    static boolean wellFormed(String name, String file, Findings findings) {
        if (name.matches(Keys.NAME_FORM)) {
            return true;
        }
        String better = nearest(name);
        findings.add(
                Place.of(file),
                "bad_name",
                "'"
                        + name
                        + "' is no name: names begin with a small letter and have small letters,"
                        + " digits and _",
                better.isEmpty() ? "rename the file" : "rename the file to " + better + ".yml");
        return false;
    }

    private static String nearest(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.replaceAll("[^a-z0-9_]+", "_").replaceAll("^[^a-z]+", "");
    }

    static void check(Draft draft) {
        Map<String, Block> taken = new HashMap<>();
        for (Kind<?> kind : Kinds.ALL) {
            for (Block block : draft.blocks(kind.name()).values()) {
                if (kind.isRelation()) {
                    relation(block, taken, draft);
                    derived(kind, block, taken, draft);
                }
            }
        }
        syncIds(draft);
        loadedTables(draft);
    }

    private static void relation(Block block, Map<String, Block> taken, Draft draft) {
        String name = block.name();
        Place place = Place.of(block.common().file());
        if (reserved(name)) {
            String message = "'" + name + "' is the name of a table of Shaduf's own";
            draft.report(place, "reserved_name", message, "rename the file");
        }
        Block other = taken.putIfAbsent(name.toLowerCase(Locale.ROOT), block);
        if (other != null) {
            String message = "the name is taken by " + other.title();
            draft.report(place, "duplicate_name", message, "rename one of the files");
        }
    }

    private static void derived(Kind<?> kind, Block block, Map<String, Block> taken, Draft draft) {
        for (String table : kind.derived(block.name())) {
            Block other = taken.putIfAbsent(table, block);
            if (other != null) {
                draft.report(
                        Place.of(other.common().file()),
                        "duplicate_name",
                        "'" + table + "' is a table of the " + block.title(),
                        "rename one of the files");
            }
        }
    }

    private static void syncIds(Draft draft) {
        Map<Long, Block> taken = new HashMap<>();
        for (Block block : draft.blocks(Kinds.SYNC).values()) {
            Block other = taken.putIfAbsent(SyncId.of(block.name()), block);
            if (other != null) {
                draft.report(
                        Place.of(block.common().file()),
                        "duplicate_name",
                        "the ids of " + block.title() + " and " + other.title() + " are equal",
                        "rename one of the files, with 'renamed_from' its old name");
            }
        }
    }

    /** Two sources that load into one schema may not have a table in common. */
    private static void loadedTables(Draft draft) {
        Map<String, Block> taken = new HashMap<>();
        for (Block block : draft.blocks(Kinds.SOURCE).values()) {
            if (!Source.WAREHOUSE.equals(block.text("type"))) {
                Set<String> tables = block.group("tables").members().keySet();
                tables.forEach(table -> loadedTable(block, table, taken, draft));
            }
        }
    }

    private static void loadedTable(
            Block block, String table, Map<String, Block> taken, Draft draft) {
        String schema = block.settings().text("schema", block.name());
        String full = (schema + "." + table).toLowerCase(Locale.ROOT);
        Block other = taken.putIfAbsent(full, block);
        if (other != null && !other.name().equals(block.name())) {
            draft.report(
                    block.place("tables", table),
                    "duplicate_name",
                    other.title() + " loads a table " + full + " already",
                    "give one of them another 'schema:'");
        }
    }
}
