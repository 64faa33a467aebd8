package dev.shaduf.engine.project;

import dev.shaduf.engine.yaml.Tree;
import dev.shaduf.spi.destination.DestinationType;
import dev.shaduf.spi.destination.Mode;
import dev.shaduf.spi.json.Json;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reports what is wrong in a sync beyond its shape. */
record SyncRules(Block block, Draft draft) {

    private static final Set<Mode> REMOVING = Set.of(Mode.UPDATE, Mode.UPSERT);

    void check() {
        Schedules.check(block, draft);
        Mode mode = mode();
        if (mode != null) {
            mode(mode);
            onRemove(mode);
        }
        renamed(block.text("renamed_from"));
        Fields fields = new Fields(draft.catalog().templates());
        fields.check(block.tree().at("fields"), block.group("fields"), draft.findings());
        emptyFields();
        emptyMatch();
        match();
        snapshot();
    }

    private @Nullable Mode mode() {
        String word = block.text("mode");
        return word == null ? null : Mode.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private void mode(Mode mode) {
        String to = block.text("to");
        Block destination = to == null ? null : draft.block(Kinds.DESTINATION, to);
        String typeName = destination == null ? null : destination.text("type");
        DestinationType type = typeName == null ? null : draft.catalog().destination(typeName);
        if (type != null && !type.modes().contains(mode)) {
            draft.report(
                    block.place("mode"),
                    "unsupported_mode",
                    "destination '" + to + "' (" + typeName + ") cannot " + mode.word(),
                    "it can: " + words(type.modes()));
        }
    }

    /** Modes as they are written. */
    static String words(Set<Mode> modes) {
        return String.join(", ", modes.stream().sorted().map(Mode::word).toList());
    }

    private void onRemove(Mode mode) {
        if (block.has("on_remove") && !REMOVING.contains(mode)) {
            draft.report(
                    block.place("on_remove"),
                    "conflicting_keys",
                    "'on_remove' is for update and upsert, not for " + mode.word(),
                    "remove it" + (mode == Mode.MIRROR ? ": mirror always deletes" : ""));
        }
    }

    private void renamed(@Nullable String old) {
        if (old == null) {
            return;
        }
        boolean exists = draft.block(Kinds.SYNC, old) != null;
        if (exists || !old.matches(Keys.NAME_FORM)) {
            boolean own = old.equals(block.name());
            String what = own ? "'renamed_from' is the sync's own name" : wrong(old, exists);
            draft.report(
                    block.place("renamed_from"),
                    exists ? "conflicting_names" : "bad_name",
                    what,
                    "name the file's earlier name, or remove 'renamed_from'");
        }
    }

    private static String wrong(String old, boolean exists) {
        return exists
                ? "sync '" + old + "' still exists"
                : "'" + old + "' was never the name of a sync";
    }

    private void emptyFields() {
        if (block.tree().at("fields") instanceof Tree.Scalar fields && fields.text().isBlank()) {
            draft.report(
                    fields.place(),
                    "wrong_type",
                    "'fields' is empty in " + block.title(),
                    "leave it out to send every column, or write '{}' to send none");
        }
    }

    private void emptyMatch() {
        if (block.values().get("match") instanceof Json.Obj match && match.members().isEmpty()) {
            draft.report(
                    block.place("match"),
                    "wrong_type",
                    "'match' is empty in " + block.title(),
                    "write {field: column}, or leave it out to match by the key");
        }
    }

    private void match() {
        Map<String, String> seen = new HashMap<>();
        block.group("match").members().keySet().forEach(field -> matchCase(field, seen));
        matched().forEach(this::mappedTwice);
    }

    /** Columns by match field, as far as files tell: left out, the match is the model's key. */
    private Map<String, String> matched() {
        Map<String, String> columns = new HashMap<>();
        if (block.has("match")) {
            block.group("match")
                    .members()
                    .forEach(
                            (field, column) -> columns.put(field, String.valueOf(column.asText())));
            return columns;
        }
        String from = block.text("from");
        Block model = from == null ? null : draft.block(Kinds.MODEL, from);
        if (model != null) {
            model.texts("key").forEach(column -> columns.put(column.text(), column.text()));
        }
        return columns;
    }

    private void matchCase(String field, Map<String, String> seen) {
        String other = seen.putIfAbsent(field.toLowerCase(Locale.ROOT), field);
        if (other != null) {
            draft.report(
                    block.place("match", field),
                    "duplicate_column",
                    "match fields '" + other + "' and '" + field + "' differ only in case",
                    "remove one");
        }
    }

    /** The same field from the same column is one field; made otherwise it contradicts. */
    private void mappedTwice(String field, String column) {
        Json mapped = block.group("fields").get(field);
        Json from = mapped instanceof Json.Obj made ? made.get("column") : mapped;
        if (mapped != null && (from == null || !column.equalsIgnoreCase(from.asText()))) {
            String what = block.has("match") ? "a match field" : "the key, which is the match";
            draft.report(
                    block.place("fields", field),
                    "conflicting_keys",
                    "'" + field + "' is " + what + " already, from the column '" + column + "'",
                    "remove it from 'fields'" + (block.has("match") ? " or from 'match'" : ""));
        }
    }

    private void snapshot() {
        if ("hash".equals(block.text("snapshot"))) {
            draft.report(
                    block.place("snapshot"),
                    "not_yet",
                    "'snapshot: hash' is not there yet",
                    "leave it out: values are remembered");
        }
    }

    /** What names of these kinds there are, or the nearest. */
    static List<String> names(Draft draft, List<String> kinds) {
        return kinds.stream().flatMap(kind -> draft.names(kind).stream()).toList();
    }
}
