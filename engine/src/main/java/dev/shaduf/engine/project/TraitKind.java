package dev.shaduf.engine.project;

import dev.shaduf.engine.project.Trait.Aggregate;
import dev.shaduf.engine.project.Trait.Expression;
import dev.shaduf.engine.project.Trait.Function;
import dev.shaduf.engine.project.Trait.Query;
import dev.shaduf.engine.project.Trait.Rule;
import dev.shaduf.engine.project.Trait.ValueType;
import dev.shaduf.engine.yaml.Place;
import dev.shaduf.engine.yaml.Tree;
import dev.shaduf.spi.settings.Settings;
import dev.shaduf.spi.settings.Shape;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code traits/*.yml}. */
final class TraitKind implements Kind<Trait> {

    /** Names in SQL; texts and comments are passed over. */
    private static final Pattern WORDS =
            Pattern.compile(
                    "'(?:[^']|'')*'|--[^\\n]*|/\\*.*?\\*/|\"([^\"]+)\"|([\\p{L}_][\\p{L}\\p{N}_]*)",
                    Pattern.DOTALL);

    @Override
    public String name() {
        return Kinds.TRAIT;
    }

    @Override
    public String folder() {
        return "traits";
    }

    @Override
    public String title() {
        return "A computed value of an entity's profiles.";
    }

    @Override
    public Shape shape(Catalog catalog) {
        return TraitShape.SHAPE;
    }

    @Override
    public void check(Block block, Draft draft) {
        new TraitRules(block, draft).check();
    }

    @Override
    public List<Reference> references(Block block, Draft draft) {
        List<Reference> all = new ArrayList<>();
        String entity = block.text("entity");
        if (entity != null) {
            all.add(Reference.first(List.of(Kinds.ENTITY), entity, block.place("entity")));
        }
        if (block.tree().at(TraitShape.SQL) instanceof Tree.Scalar scalar) {
            SqlText sql = SqlText.of(String.valueOf(block.text(TraitShape.SQL)));
            for (SqlText.Use use : sql.uses()) {
                all.addAll(references(use, place(block, draft, sql, use, scalar), entity, draft));
            }
        }
        String expression = block.text(TraitShape.EXPRESSION);
        if (expression != null && entity != null) {
            for (String other : read(expression, of(entity, draft))) {
                all.add(
                        Reference.first(
                                List.of(Kinds.TRAIT), other, block.place(TraitShape.EXPRESSION)));
            }
        }
        return all;
    }

    private static List<Reference> references(
            SqlText.Use use, Place place, @Nullable String own, Draft draft) {
        List<Reference> all = new ArrayList<>();
        for (Reference each : ModelQuery.reference(use, place)) {
            if (!each.name().equals(own)) {
                all.add(each);
                if (use instanceof SqlText.Use.Ref) {
                    of(each.name(), draft)
                            .forEach(name ->
                                    all.add(Reference.first(List.of(Kinds.TRAIT), name, place)));
                }
            }
        }
        return all;
    }

    static Place place(Block block, Draft draft, SqlText sql, SqlText.Use use, Tree.Scalar scalar) {
        String file = block.common().file();
        return sql.place(use, file, scalar.contentLine(), draft.lines(file));
    }

    /** The names of the traits of an entity. */
    static List<String> of(String entity, Draft draft) {
        return draft.blocks(Kinds.TRAIT).values().stream()
                .filter(block -> entity.equals(block.text("entity")))
                .map(Block::name)
                .toList();
    }

    /** Which of these names an expression reads. */
    static List<String> read(String expression, List<String> names) {
        Set<String> found = new LinkedHashSet<>();
        Matcher words = WORDS.matcher(expression);
        while (words.find()) {
            String word = words.group(1) == null ? words.group(2) : words.group(1);
            String name = word == null ? "" : word.toLowerCase(Locale.ROOT);
            if (names.contains(name)) {
                found.add(name);
            }
        }
        return List.copyOf(found);
    }

    @Override
    public Trait build(Block block, Draft draft) {
        Settings settings = block.settings();
        String type = settings.textOrNull("type");
        return new Trait(
                block.common(),
                settings.text("entity"),
                type == null ? null : ValueType.valueOf(type.toUpperCase(Locale.ROOT)),
                rule(block, draft, settings));
    }

    private static Rule rule(Block block, Draft draft, Settings settings) {
        String file = block.common().file();
        if (settings.has(TraitShape.SQL)) {
            return new Query(settings.text(TraitShape.SQL), file, line(block, TraitShape.SQL));
        }
        if (settings.has(TraitShape.EXPRESSION)) {
            String sql = settings.text(TraitShape.EXPRESSION);
            List<String> traits = read(sql, of(settings.text("entity"), draft));
            return new Expression(sql, traits, file, line(block, TraitShape.EXPRESSION));
        }
        Function function = function(block);
        return new Aggregate(
                function,
                settings.text(function.word()).strip(),
                settings.text("of", EntityFacts.EVENTS),
                settings.texts("event"),
                settings.has("within") ? settings.length("within", java.time.Duration.ZERO) : null,
                Conditions.build(block.group("where")),
                file,
                block.keyPlace(function.word()).line());
    }

    private static Function function(Block block) {
        for (String key : TraitShape.RULES) {
            @Nullable Function function = Function.of(key);
            if (function != null && block.has(key)) {
                return function;
            }
        }
        throw new IllegalStateException("a trait without a rule in " + block.common().file());
    }

    private static int line(Block block, String key) {
        return block.tree().at(key) instanceof Tree.Scalar scalar ? scalar.contentLine() : 1;
    }

    @Override
    public Map<String, Trait> objects(Project project) {
        return project.traits();
    }

    @Override
    public Common common(Trait trait) {
        return trait.common();
    }

    @Override
    public List<Graph.Node> needs(Trait trait, Project project) {
        List<Graph.Node> all = new ArrayList<>();
        all.add(new Graph.Node(Kinds.ENTITY, trait.entity()));
        switch (trait.rule()) {
            case Aggregate aggregate -> {}
            case Query query -> {
                SqlText sql = SqlText.of(query.sql());
                all.addAll(ModelQuery.needs(sql));
                for (SqlText.Use use : sql.uses()) {
                    if (use instanceof SqlText.Use.Ref ref) {
                        all.addAll(of(ref.model(), project));
                    }
                }
            }
            case Expression expression ->
                    expression.traits().forEach(name -> all.add(new Graph.Node(Kinds.TRAIT, name)));
        }
        return all;
    }

    /** The nodes of the traits of an entity. */
    static List<Graph.Node> of(String entity, Project project) {
        return project.traits().values().stream()
                .filter(trait -> trait.entity().equals(entity))
                .map(trait -> new Graph.Node(Kinds.TRAIT, trait.name()))
                .toList();
    }
}
