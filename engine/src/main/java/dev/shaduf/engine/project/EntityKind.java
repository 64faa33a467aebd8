package dev.shaduf.engine.project;

import dev.shaduf.engine.yaml.Tree;
import dev.shaduf.spi.settings.Shape;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** {@code entities/*.yml}. */
final class EntityKind implements Kind<Entity> {

    @Override
    public String name() {
        return Kinds.ENTITY;
    }

    @Override
    public String folder() {
        return "entities";
    }

    @Override
    public String title() {
        return "A kind of thing profiles are kept for, with its identity rules.";
    }

    @Override
    public boolean isRelation() {
        return true;
    }

    @Override
    public List<String> derived(String name) {
        return Arrays.stream(EntityTable.values()).map(table -> table.of(name)).toList();
    }

    @Override
    public Shape shape(Catalog catalog) {
        return EntityShape.SHAPE;
    }

    @Override
    public void check(Block block, Draft draft) {
        new EntityRules(block, draft).check();
        new EntityFactRules(block, draft).check();
    }

    @Override
    public List<Reference> references(Block block, Draft draft) {
        List<Reference> all = new ArrayList<>();
        if (block.tree().at("records") instanceof Tree records) {
            for (int i = 0; records.item(i) instanceof Tree item; i++) {
                if (item.at("from") instanceof Tree.Scalar from) {
                    all.add(reference(from));
                }
            }
        }
        all.addAll(new EntityFactRules(block, draft).references());
        return all;
    }

    private static Reference reference(Tree.Scalar from) {
        int dot = from.text().indexOf('.');
        return dot < 0
                ? Reference.first(List.of(Kinds.MODEL, Kinds.SOURCE), from.text(), from.place())
                : Reference.first(
                        List.of(Kinds.SOURCE), from.text().substring(0, dot), from.place());
    }

    @Override
    public Entity build(Block block, Draft draft) {
        return new EntityFile(block).build();
    }

    @Override
    public Map<String, Entity> objects(Project project) {
        return project.entities();
    }

    @Override
    public Common common(Entity entity) {
        return entity.common();
    }

    @Override
    public List<Graph.Node> needs(Entity entity, Project project) {
        List<Graph.Node> all = new ArrayList<>();
        entity.records().forEach(seen -> all.add(node(seen.from(), project)));
        EntityFacts facts = entity.facts();
        if (facts.transactions() != null) {
            all.add(node(facts.transactions().from(), project));
        }
        facts.events().forEach(source -> all.add(new Graph.Node(Kinds.SOURCE, source)));
        facts.related().values().forEach(table -> all.add(node(table.from(), project)));
        return all;
    }

    private static Graph.Node node(String from, Project project) {
        if (project.models().containsKey(from)) {
            return new Graph.Node(Kinds.MODEL, from);
        }
        if (project.entities().containsKey(from)) {
            return new Graph.Node(Kinds.ENTITY, from);
        }
        int dot = from.indexOf('.');
        return new Graph.Node(Kinds.SOURCE, dot < 0 ? from : from.substring(0, dot));
    }
}
