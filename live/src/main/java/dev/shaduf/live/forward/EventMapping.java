package dev.shaduf.live.forward;

import dev.shaduf.engine.project.MappedField;
import dev.shaduf.engine.project.Mapping;
import dev.shaduf.engine.project.WhenNull;
import dev.shaduf.spi.destination.Templates;
import dev.shaduf.spi.json.Json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code fields} of an entry, made ready. Safe to share between threads. */
final class EventMapping {

    private final List<MappedField> fields;
    private final Map<String, Templates.Template> templates = new LinkedHashMap<>();

    EventMapping(List<MappedField> fields, Templates compiler) {
        this.fields = fields;
        compile(fields, compiler);
    }

    private void compile(List<MappedField> some, Templates compiler) {
        for (MappedField field : some) {
            switch (field.mapping()) {
                case Mapping.Template(String source, List<String> _) ->
                        templates.computeIfAbsent(source, compiler::compile);
                case Mapping.Nested(List<MappedField> inner) -> compile(inner, compiler);
                case Mapping.Column _, Mapping.Constant _, Mapping.Listed _ -> {}
            }
        }
    }

    /** What is sent for an event; throws {@code TEMPLATE_FAILED}. */
    Json.Obj of(Json.Obj event) {
        return object(fields, event);
    }

    private Json.Obj object(List<MappedField> some, Json.Obj event) {
        Map<String, Json> members = new LinkedHashMap<>();
        for (MappedField field : some) {
            Json value = value(field.mapping(), event);
            if (!isEmpty(value)) {
                members.put(field.name(), value);
                continue;
            }
            switch (field.whenNull()) {
                case WhenNull.Skip _ -> {}
                case WhenNull.Clear _ -> members.put(field.name(), value);
                case WhenNull.Value(Json instead) -> members.put(field.name(), instead);
            }
        }
        return new Json.Obj(members);
    }

    private static boolean isEmpty(Json value) {
        return value instanceof Json.Null
                || value instanceof Json.Text(String text) && text.isEmpty();
    }

    private Json value(Mapping mapping, Json.Obj event) {
        return switch (mapping) {
            case Mapping.Column(String path) -> at(event, path);
            case Mapping.Constant(Json value) -> value;
            case Mapping.Template(String source, List<String> _) -> {
                Templates.Template template = templates.get(source);
                yield template == null ? Json.NULL : Json.of(template.render(event));
            }
            case Mapping.Listed(List<String> paths) -> {
                List<Json> items = new ArrayList<>();
                paths.stream().map(path -> at(event, path)).forEach(items::add);
                items.removeIf(Json.Null.class::isInstance);
                yield Json.array(items);
            }
            case Mapping.Nested(List<MappedField> inner) -> object(inner, event);
        };
    }

    private static Json at(Json.Obj event, String path) {
        Json found = EventPath.find(event, path);
        return found == null ? Json.NULL : found;
    }
}
