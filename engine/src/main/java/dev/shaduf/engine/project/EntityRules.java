package dev.shaduf.engine.project;

import com.google.i18n.phonenumbers.PhoneNumberUtil;

import dev.shaduf.engine.yaml.Place;
import dev.shaduf.engine.yaml.Spelling;
import dev.shaduf.engine.yaml.Tree;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reports what is wrong in an entity beyond its shape. */
final class EntityRules {

    private final Block block;
    private final Draft draft;
    private final Set<String> types = new LinkedHashSet<>();
    private final Set<String> attributes = new LinkedHashSet<>();
    private final Map<String, Place> sources = new LinkedHashMap<>();

    EntityRules(Block block, Draft draft) {
        this.block = block;
        this.draft = draft;
    }

    void check() {
        List<Tree> records = items(block.tree().at("records"));
        if (block.has("records") && records.isEmpty()) {
            report(block.place("records"), "missing_key", "has no records", "add where it is seen");
        }
        declared();
        records.forEach(this::record);
        types.addAll(keys(block.tree().at("identity"), "identifiers"));
        identifierCase();
        match();
        if (block.tree().at("identity") instanceof Tree identity
                && identity.at("similar") instanceof Tree.Keys similar) {
            new SimilarRules(similar, draft, both()).check();
        }
        block();
        survive();
    }

    private void report(Place place, String code, String what, String fix) {
        draft.report(place, code, block.title() + " " + what, fix);
    }

    private static List<Tree> items(@Nullable Tree tree) {
        List<Tree> all = new ArrayList<>();
        for (int i = 0; tree != null && tree.item(i) instanceof Tree item; i++) {
            all.add(item);
        }
        return all;
    }

    private static Set<String> keys(@Nullable Tree tree, String name) {
        Set<String> all = new LinkedHashSet<>();
        if (tree != null && tree.at(name) instanceof Tree.Keys group) {
            group.entries().forEach(entry -> all.add(entry.name()));
        }
        return all;
    }

    /** The attributes of an entity, as its records name them. */
    static Set<String> attributes(Block entity) {
        Set<String> all = new LinkedHashSet<>();
        for (Tree record : items(entity.tree().at("records"))) {
            all.addAll(keys(record, "attributes"));
        }
        return all;
    }

    /** The identifier types of an entity. */
    static Set<String> types(Block entity, Draft draft) {
        Set<String> all = new LinkedHashSet<>(keys(entity.tree().at("identity"), "identifiers"));
        for (Tree record : items(entity.tree().at("records"))) {
            all.addAll(keys(record, "identifiers"));
            if (record.at("from") instanceof Tree.Scalar from
                    && draft.block(Kinds.SOURCE, from.text()) instanceof Block source
                    && Source.EVENTS.equals(source.text("type"))) {
                all.addAll(EntityFile.OF_EVENTS);
            }
        }
        return all;
    }

    private void declared() {
        Tree identity = block.tree().at("identity");
        if (identity != null && identity.at("identifiers") instanceof Tree.Keys group) {
            for (Tree.Entry entry : group.entries()) {
                if (!(entry.value() instanceof Tree.Keys)) {
                    continue;
                }
                String normalize =
                        entry.value().at("normalize") instanceof Tree.Scalar s
                                ? s.text()
                                : entry.name();
                beside(entry, "region", "phone", normalize);
                beside(entry, "gmail", "email", normalize);
                region(entry.value());
            }
        }
    }

    private void beside(Tree.Entry identifier, String key, String normal, String normalize) {
        Tree value = identifier.value().at(key);
        if (value != null && !normal.equals(normalize)) {
            draft.report(
                    value.place(),
                    "conflicting_keys",
                    "'%s' is for values that are normalised as %s".formatted(key, normal),
                    "remove it, or add 'normalize: " + normal + "'");
        }
    }

    private void region(Tree identifier) {
        if (identifier.at("region") instanceof Tree.Scalar region
                && region.text().matches("[A-Za-z]{2}")) {
            Set<String> known = PhoneNumberUtil.getInstance().getSupportedRegions();
            if (!known.contains(region.text().toUpperCase(Locale.ROOT))) {
                draft.report(
                        region.place(),
                        "wrong_type",
                        "no telephone numbers are known of the country '" + region.text() + "'",
                        "write its two letters of ISO 3166, such as US or FR");
            }
        }
    }

    private void record(Tree record) {
        if (!(record.at("from") instanceof Tree.Scalar from)) {
            return;
        }
        boolean events = from(from);
        if (sources.putIfAbsent(from.text(), from.place()) != null) {
            draft.report(
                    from.place(),
                    "duplicate_name",
                    "'" + from.text() + "' is among the records already",
                    "a record is known by what stands after 'from' and its key: remove one, or"
                            + " make a model of it");
        }
        if (record.at("key") == null && !events) {
            draft.report(
                    record.place(),
                    "missing_key",
                    "the records of '" + from.text() + "' have no 'key'",
                    "name the column that identifies a record");
        }
        if (events) {
            types.addAll(EntityFile.OF_EVENTS);
            List.of("key", "identifiers", "attributes", "updated_at")
                    .forEach(key -> own(record, key));
        }
        known(record);
        attributes.addAll(keys(record, "attributes"));
        types.addAll(keys(record, "identifiers"));
        columns(record);
    }

    private void own(Tree record, String key) {
        if (record.at(key) instanceof Tree given) {
            draft.report(
                    given.place(),
                    "not_yet",
                    "'" + key + "' of an events source is not there yet",
                    "leave it out: user_id, anonymous_id and email come by themselves");
        }
    }

    /** Whether it is an events source. */
    private boolean from(Tree.Scalar from) {
        int dot = from.text().indexOf('.');
        String name = dot < 0 ? from.text() : from.text().substring(0, dot);
        Block source = draft.block(Kinds.SOURCE, name);
        if (source == null || dot < 0 && draft.block(Kinds.MODEL, name) != null) {
            return false;
        }
        Set<String> tables = keys(source.tree(), "tables");
        if (dot < 0) {
            boolean events = Source.EVENTS.equals(source.text("type"));
            if (!events) {
                draft.report(
                        from.place(),
                        "dangling_reference",
                        "'" + name + "' is a source, not one of its tables",
                        Spelling.listed(tables.stream().map(t -> name + "." + t).toList()));
            }
            return events;
        }
        String table = from.text().substring(dot + 1);
        if (!tables.contains(table) && !Source.EVENTS.equals(source.text("type"))) {
            draft.report(
                    from.place(),
                    "dangling_reference",
                    "source '" + name + "' has no table '" + table + "'",
                    Spelling.advice(table, tables));
        }
        return false;
    }

    /** Identifiers of a record are those that 'identity' lists, where it lists any. */
    private void known(Tree record) {
        Set<String> declared = keys(block.tree().at("identity"), "identifiers");
        if (declared.isEmpty() || !(record.at("identifiers") instanceof Tree.Keys group)) {
            return;
        }
        for (Tree.Entry entry : group.entries()) {
            if (!declared.contains(entry.name())) {
                draft.report(
                        entry.place(),
                        "dangling_reference",
                        "identifier '" + entry.name() + "' is not in 'identity: identifiers'",
                        Spelling.advice(entry.name(), declared));
            }
        }
    }

    private void columns(Tree record) {
        if (!(record.at("attributes") instanceof Tree.Keys group)) {
            return;
        }
        List<String> own = List.of(block.name() + "_id", "first_seen", "last_seen");
        for (Tree.Entry entry : group.entries()) {
            String name = entry.name().toLowerCase(Locale.ROOT);
            if (own.contains(name)) {
                draft.report(
                        entry.place(),
                        "reserved_name",
                        "'" + entry.name() + "' is a column of every profile",
                        "give the attribute another name");
            }
            attributes.stream()
                    .filter(a -> a.equalsIgnoreCase(name) && !a.equals(entry.name()))
                    .findFirst()
                    .ifPresent(other ->
                            draft.report(
                                    entry.place(),
                                    "duplicate_column",
                                    "attributes '%s' and '%s' differ only in case"
                                            .formatted(other, entry.name()),
                                    "spell them alike"));
        }
    }

    private void identifierCase() {
        Map<String, String> seen = new HashMap<>();
        for (String type : types) {
            String other = seen.putIfAbsent(type.toLowerCase(Locale.ROOT), type);
            if (other != null) {
                report(
                        block.place("identity", "identifiers"),
                        "duplicate_name",
                        "has identifiers '%s' and '%s', which differ only in case"
                                .formatted(other, type),
                        "spell them alike");
            }
        }
        if (types.isEmpty() && attributes.isEmpty() && block.has("records")) {
            report(
                    block.place("records"),
                    "missing_key",
                    "has neither identifiers nor attributes",
                    "add 'identifiers: {email: email}' to a record");
        }
    }

    private void match() {
        Tree identity = block.tree().at("identity");
        for (Tree list : items(identity == null ? null : identity.at("match"))) {
            List<Tree> names = items(list);
            if (names.isEmpty() && list instanceof Tree.Items) {
                draft.report(
                        list.place(),
                        "missing_key",
                        "a list of 'match' is empty",
                        "name what must be equal, or remove it");
            }
            for (Tree name : names) {
                if (name instanceof Tree.Scalar scalar) {
                    named(scalar.text(), scalar.place(), both());
                }
            }
        }
    }

    private Collection<String> both() {
        Set<String> all = new LinkedHashSet<>(types);
        all.addAll(attributes);
        return all;
    }

    private void named(String name, Place place, Collection<String> names) {
        if (!names.contains(name)) {
            draft.report(
                    place,
                    "dangling_reference",
                    "no record has an identifier or attribute '" + name + "'",
                    Spelling.advice(name, names));
        }
    }

    private void block() {
        for (Tree.Scalar value : block.texts("identity", "block")) {
            if (value.text().startsWith("^")) {
                try {
                    Pattern.compile(value.text());
                } catch (PatternSyntaxException e) {
                    draft.report(
                            value.place(),
                            "wrong_type",
                            "'" + value.text() + "' is no regular expression",
                            e.getDescription());
                }
            }
        }
    }

    private void survive() {
        if (!(block.tree().at("survive") instanceof Tree.Keys group)) {
            return;
        }
        Set<String> known = new LinkedHashSet<>();
        for (String from : sources.keySet()) {
            known.add(from);
            known.add(from.substring(0, from.indexOf('.') < 0 ? from.length() : from.indexOf('.')));
        }
        for (Tree.Entry entry : group.entries()) {
            if (!attributes.contains(entry.name())) {
                draft.report(
                        entry.place(),
                        "dangling_reference",
                        "no record has an attribute '" + entry.name() + "'",
                        Spelling.advice(entry.name(), attributes));
            }
            for (Tree from : items(entry.value().at("from"))) {
                if (from instanceof Tree.Scalar source && !known.contains(source.text())) {
                    draft.report(
                            source.place(),
                            "dangling_reference",
                            "'" + source.text() + "' is not among the records",
                            Spelling.advice(source.text(), known));
                }
            }
        }
    }
}
