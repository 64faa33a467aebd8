package dev.shaduf.cli;

import dev.shaduf.cli.terminal.Grid;
import dev.shaduf.cli.terminal.Ink;
import dev.shaduf.cli.terminal.Line;
import dev.shaduf.cli.terminal.Screen;
import dev.shaduf.engine.project.Catalog;
import dev.shaduf.spi.destination.DestinationType;
import dev.shaduf.spi.destination.Mode;
import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.settings.Setting;
import dev.shaduf.spi.source.SourceType;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;

/** {@code shaduf connectors}: what destinations, sources and warehouses exist. */
@Command(
        name = "connectors",
        header = "What destinations, sources and warehouses exist; one with its settings.",
        footerHeading = "%nExamples:%n",
        footer = {"  shaduf connectors", "  shaduf connectors http"})
final class ConnectorsCommand implements Callable<Integer> {

    @ParentCommand private Main main;
    @Mixin private JsonOption json;

    @Parameters(
            arity = "0..1",
            paramLabel = "TYPE",
            description = "A type, to see its settings and modes.")
    private @Nullable String type;

    /** A connector as it is shown. */
    private record Entry(
            String kind, String type, String title, Set<Mode> modes, List<Setting> settings) {

        List<String> words() {
            return modes.stream().map(Mode::word).sorted().toList();
        }
    }

    @Override
    public Integer call() {
        List<Entry> all = entries(Catalog.installed());
        List<Entry> shown =
                type == null ? all : all.stream().filter(e -> e.type.equals(type)).toList();
        Screen screen = main.caller().screen();
        if (json.wanted()) {
            shown.forEach(entry -> main.caller().out().println(json(entry)));
        } else if (type == null) {
            list(screen, shown);
        } else {
            shown.forEach(entry -> show(screen, entry));
        }
        if (shown.isEmpty()) {
            main.caller()
                    .side()
                    .print("There is no connector '" + type + "'. shaduf connectors lists all.");
            return Exit.WRONG;
        }
        return Exit.DONE;
    }

    private static List<Entry> entries(Catalog catalog) {
        List<Entry> all = new ArrayList<>();
        for (DestinationType each : catalog.destinations()) {
            all.add(
                    new Entry(
                            "destination",
                            each.type(),
                            each.title(),
                            each.modes(),
                            each.settings()));
        }
        for (SourceType each : catalog.sources()) {
            all.add(new Entry("source", each.type(), each.title(), Set.of(), settings(each)));
        }
        catalog.warehouses()
                .forEach(each ->
                        all.add(
                                new Entry(
                                        "warehouse", each.type(), "", Set.of(), each.settings())));
        return all;
    }

    /** The keys of a source, then those of each of its tables. */
    private static List<Setting> settings(SourceType type) {
        List<Setting> all = new ArrayList<>(type.settings());
        for (Setting each : type.tableSettings()) {
            all.add(
                    new Setting(
                            "tables.NAME." + each.name(),
                            each.shape(),
                            each.required(),
                            each.secret(),
                            each.fallback(),
                            each.description()));
        }
        return all;
    }

    private static void list(Screen screen, List<Entry> all) {
        Grid grid = new Grid(Grid.Align.LEFT, Grid.Align.LEFT, Grid.Align.LEFT, Grid.Align.LEFT);
        grid.header("type", "is a", "modes", "");
        for (Entry entry : all) {
            grid.row(
                    Line.of(entry.type, Ink.BOLD),
                    Line.of(entry.kind),
                    Line.of(String.join(" ", entry.words())),
                    Line.of(entry.title, Ink.DIM));
        }
        screen.print(grid.lines(screen.looks().width()));
        screen.blank();
        screen.print("shaduf connectors TYPE shows the settings of one.");
    }

    private static void show(Screen screen, Entry entry) {
        screen.print(Line.of(entry.type, Ink.BOLD).plus("  " + entry.kind + "  " + entry.title));
        if (!entry.modes.isEmpty()) {
            screen.print("modes  " + String.join(", ", entry.words()));
        }
        Grid grid = new Grid(Grid.Align.LEFT, Grid.Align.LEFT, Grid.Align.LEFT).indented(2);
        for (Setting setting : entry.settings) {
            String remark =
                    (setting.required() ? "required" : "")
                            + (setting.secret() ? " secret" : "")
                            + (setting.fallback().isEmpty()
                                    ? ""
                                    : " default " + setting.fallback());
            grid.row(
                    Line.of(setting.name(), Ink.BOLD),
                    Line.of(setting.description()),
                    Line.of(remark.strip(), Ink.DIM));
        }
        screen.print(grid.lines(screen.looks().width()));
        screen.blank();
    }

    private static Json json(Entry entry) {
        List<Json> settings = new ArrayList<>();
        for (Setting setting : entry.settings) {
            settings.add(
                    Json.object()
                            .with("name", setting.name())
                            .with("description", setting.description())
                            .with("required", Json.of(setting.required()))
                            .with("secret", Json.of(setting.secret())));
        }
        return Json.object()
                .with("type", entry.type)
                .with("kind", entry.kind)
                .with("title", entry.title)
                .with("modes", Json.texts(entry.words()))
                .with("settings", Json.array(settings));
    }
}
