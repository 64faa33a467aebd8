package dev.shaduf.engine.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shaduf.engine.template.LiquidTemplates;
import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.destination.Destination;
import dev.shaduf.spi.destination.DestinationType;
import dev.shaduf.spi.destination.Mode;
import dev.shaduf.spi.destination.ObjectType;
import dev.shaduf.spi.destination.Target;
import dev.shaduf.spi.destination.Writer;
import dev.shaduf.spi.settings.Setting;
import dev.shaduf.spi.settings.Settings;
import dev.shaduf.spi.settings.Shape;
import dev.shaduf.spi.warehouse.Warehouse;
import dev.shaduf.spi.warehouse.WarehouseType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A small project in a directory, which a test then breaks. */
final class Example {

    /** Types like those that ship, declared here so that a test states every key it relies on. */
    static final Catalog CATALOG =
            new Catalog(
                    Catalog.installed().sources(),
                    List.of(
                            new Tool(
                                    "http",
                                    EnumSet.complementOf(EnumSet.of(Mode.AUDIENCE)),
                                    List.of(
                                            Setting.text("base_url", "Where the API is.").must(),
                                            Setting.group(
                                                    "auth",
                                                    "How it knows us.",
                                                    Setting.text("bearer", "A token.").hidden(),
                                                    Setting.of(
                                                                    "header",
                                                                    new Shape.MapOf(
                                                                            new Shape.Text()),
                                                                    "Headers.")
                                                            .hidden(),
                                                    Setting.group(
                                                            "oauth2",
                                                            "Not there yet.",
                                                            Setting.text(
                                                                            "client_secret",
                                                                            "A secret.")
                                                                    .hidden())),
                                            Setting.of(
                                                    "headers",
                                                    new Shape.MapOf(new Shape.Text()),
                                                    "More headers."),
                                            Setting.of(
                                                    "objects", new Shape.Anything(), "Objects."))),
                            new Tool(
                                    "files",
                                    EnumSet.of(Mode.UPSERT, Mode.MIRROR, Mode.APPEND),
                                    List.of(Setting.text("path", "A directory.").must()))),
                    List.of(
                            new Store("duckdb", Setting.text("path", "The file.")),
                            new Store(
                                    "postgres",
                                    Setting.text("url", "Where.").must().hidden(),
                                    Setting.text("password", "With what.").hidden())),
                    new LiquidTemplates(InstantSource.system()));

    private final Path root;
    private final Map<String, String> environment = new HashMap<>();

    Example(Path root) {
        this.root = root;
        file("shaduf.yml", "name: acme\nwarehouse: {type: duckdb, path: warehouse.duckdb}\n");
        file(
                "sources/shop.yml",
                "type: files\ntables:\n  customers: {path: data/*.csv, key: id}\n");
        file(
                "models/customers.yml",
                "key: id\nsql: select * from {{ source('shop', 'customers') }}\n");
        file("destinations/crm.yml", "type: http\nbase_url: http://127.0.0.1:9000\n");
        file(
                "syncs/crm_contacts.yml",
                "from: customers\n"
                        + "to: crm\n"
                        + "object: contacts\n"
                        + "mode: upsert\n"
                        + "match: {email: email}\n");
    }

    Path root() {
        return root;
    }

    Example file(String name, String text) {
        try {
            Path path = root.resolve(name);
            Files.createDirectories(path.getParent());
            Files.writeString(path, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Example variable(String name, String value) {
        environment.put(name, value);
        return this;
    }

    Projects.Reading read() {
        return Projects.read(root, environment, CATALOG);
    }

    Project project() {
        Projects.Reading reading = read();
        assertThat(reading).isInstanceOf(Projects.Reading.Good.class);
        return ((Projects.Reading.Good) reading).project();
    }

    List<Problem> problems() {
        return read() instanceof Projects.Reading.Bad(List<Problem> all, int files)
                ? all
                : List.of();
    }

    /** Each problem as {@code file:line:column code: message | fix}. */
    List<String> lines() {
        return problems().stream().map(Example::line).toList();
    }

    private static String line(Problem problem) {
        String place = problem.file() + ":" + problem.line() + ":" + problem.column();
        String fix = problem.fix().isEmpty() ? "" : " | " + problem.fix();
        return place + " " + problem.code() + ": " + problem.message() + fix;
    }

    /** A tool that is only declared. */
    record Tool(String type, Set<Mode> modes, List<Setting> settings) implements DestinationType {
        @Override
        public String title() {
            return "The " + type + " of the tests";
        }

        @Override
        public boolean takesEvents() {
            return !type.equals("files");
        }

        @Override
        public Destination open(Settings settings, Context context) {
            if (settings.text("base_url", "").startsWith("ftp:")) {
                throw new ShadufException(
                        Failure.WRONG_SETTING, "'base_url' is no web address.", "Write http://.");
            }
            return new OpenTool(modes);
        }
    }

    /** Knows the fields of {@code people}, and takes any of other objects but {@code gone}. */
    record OpenTool(Set<Mode> modes) implements Destination {
        @Override
        public void check() {}

        @Override
        public ObjectType object(String name, boolean connect) {
            if (name.equals("gone")) {
                throw new ShadufException(
                        Failure.NOT_FOUND, "There is no object 'gone'.", "There are: people.");
            }
            return name.equals("people")
                    ? new ObjectType(
                            name,
                            EnumSet.of(Mode.UPSERT),
                            List.of(
                                    new ObjectType.Field("email", true, false),
                                    new ObjectType.Field("city", false, false)),
                            List.of(List.of("email")),
                            false)
                    : new ObjectType(name, modes, null, List.of(), false);
        }

        @Override
        public Writer writer(Target target) {
            throw new UnsupportedOperationException(target.object());
        }

        @Override
        public void close() {}
    }

    /** A warehouse that is only declared. */
    record Store(String type, List<Setting> settings) implements WarehouseType {
        Store(String type, Setting... settings) {
            this(type, List.of(settings));
        }

        @Override
        public Warehouse open(Settings settings, Place place) {
            throw new UnsupportedOperationException(type);
        }
    }
}
