package dev.shaduf.engine.identity;

import dev.shaduf.engine.component.Components;
import dev.shaduf.engine.project.Entity;
import dev.shaduf.engine.project.Entity.Identifier;
import dev.shaduf.engine.record.Texts;
import dev.shaduf.engine.scratch.Scratch;
import dev.shaduf.spi.sql.Type;
import dev.shaduf.spi.warehouse.Dialect;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The match lists as SQL over {@code rec} under the alias {@code r}, after values on too many
 * records were put into quarantine.
 */
final class Matching {

    private final Scratch scratch;
    private final Dialect dialect;
    private final Entity entity;
    private final List<String> attributes;
    private final List<Type> attributeTypes;
    private final Texts texts;
    private final Set<Integer> quarantined = new HashSet<>();
    private @Nullable Links links;

    Matching(
            Scratch scratch,
            Dialect dialect,
            Entity entity,
            List<String> attributes,
            List<Type> attributeTypes) {
        this.scratch = scratch;
        this.dialect = dialect;
        this.entity = entity;
        this.attributes = attributes;
        this.attributeTypes = attributeTypes;
        this.texts = new Texts(dialect);
    }

    private List<Identifier> types() {
        return entity.identity().identifiers();
    }

    /** Whose lists they are. */
    Entity entity() {
        return entity;
    }

    /** The number that links by similarity have among the lists. */
    int similarList() {
        return lists();
    }

    /** How many match lists there are. */
    int lists() {
        return entity.identity().match().size();
    }

    /** The names of a list in one text. */
    String name(int list) {
        return String.join(", ", entity.identity().match().get(list));
    }

    /** SQL of the rule of a joint: the name of its list, similarity, or that a person decided. */
    String ruleName(String list) {
        StringBuilder sql = new StringBuilder("case " + list);
        for (int i = 0; i < lists(); i++) {
            sql.append(" when ").append(i).append(" then ").append(texts.literal(name(i)));
        }
        sql.append(" when ").append(similarList()).append(" then 'similar'");
        return sql + " else cast('decision' as " + scratch.text("").type().name() + ") end";
    }

    /** Whether a list is one identifier and nothing else. */
    boolean isIdentifier(int list) {
        List<String> names = entity.identity().match().get(list);
        return names.size() == 1 && type(names.getFirst()) >= 0;
    }

    /** The list that is this identifier alone, or -1. */
    int listOf(int type) {
        return entity.identity().match().indexOf(List.of(types().get(type).type()));
    }

    private int type(String name) {
        return types().stream().map(Identifier::type).toList().indexOf(name);
    }

    /** Finds the values on too many records: {@code quarantine0…(value, degree)}. */
    void quarantine(Scope scope) {
        for (int i = 0; i < types().size(); i++) {
            Long most = types().get(i).quarantine();
            if (most != null && scope.frequent("quarantine" + i, i, most) > 0) {
                quarantined.add(i);
            }
        }
    }

    /**
     * The text of what tells who a record truly is.
     *
     * @param name an identifier, an attribute, or what else the file says
     */
    String truth(String name) {
        int type = type(name);
        int at = attributes.indexOf(name);
        int attribute = at < 0 ? attributes.size() : at;
        return type >= 0
                ? "r.i" + type
                : texts.trimmed(dialect.text("r.a" + attribute, attributeTypes.get(attribute)));
    }

    /** A record's value of an identifier that may join; null where it has none. */
    String value(int type) {
        return quarantined.contains(type)
                ? "case when %s then null else r.i%d end".formatted(inQuarantine(type), type)
                : "r.i" + type;
    }

    /** Whether a record's value is in quarantine. */
    String inQuarantine(int type) {
        return quarantined.contains(type)
                ? "r.i%d in (select value from %s)"
                        .formatted(type, scratch.name("quarantine" + type))
                : "false";
    }

    /** A record's value of a whole list; null where any part is missing. */
    String key(int list) {
        List<String> parts = new ArrayList<>();
        for (String name : entity.identity().match().get(list)) {
            int type = type(name);
            parts.add(type >= 0 ? value(type) : attribute(attributes.indexOf(name)));
        }
        return String.join(" || chr(31) || ", parts.stream().map(p -> "(" + p + ")").toList());
    }

    /** The same without regard to quarantine. */
    String rawKey(int list) {
        List<String> parts = new ArrayList<>();
        for (String name : entity.identity().match().get(list)) {
            int type = type(name);
            parts.add(type >= 0 ? "r.i" + type : attribute(attributes.indexOf(name)));
        }
        return String.join(" || chr(31) || ", parts.stream().map(p -> "(" + p + ")").toList());
    }

    private String attribute(int attribute) {
        String text = dialect.text("r.a" + attribute, attributeTypes.get(attribute));
        String value = "lower(" + texts.trimmed(text) + ")";
        String blocked = texts.blocked(value, entity.identity().block());
        return "case when " + blocked + " then null else " + value + " end";
    }

    /** What is to become the components of so many records. */
    Components components(long records) {
        return Components.of(scratch, dialect, records);
    }

    /** The links by these lists; what is in quarantine is known before. */
    Links links() {
        Links made = links;
        if (made == null) {
            made = new Links(scratch, this);
            links = made;
        }
        return made;
    }
}
