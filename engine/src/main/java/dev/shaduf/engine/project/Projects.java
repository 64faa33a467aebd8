package dev.shaduf.engine.project;

import dev.shaduf.engine.yaml.Finding;
import dev.shaduf.engine.yaml.Findings;
import dev.shaduf.engine.yaml.Place;
import dev.shaduf.engine.yaml.Shapes;
import dev.shaduf.engine.yaml.Tree;
import dev.shaduf.engine.yaml.Trees;
import dev.shaduf.engine.yaml.Variables;
import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.settings.Settings;
import dev.shaduf.spi.settings.Shape;

import org.jspecify.annotations.Nullable;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads projects: all of their files, with all problems at once. */
public final class Projects {

    private static final String DOTENV = ".env";

    private final Draft draft;
    private final Findings findings;
    private final Map<String, String> variables;

    private Projects(Path root, Map<String, String> environment, Catalog catalog, SqlRule rule) {
        this.findings = new Findings();
        this.draft = new Draft(root, catalog, findings, rule);
        this.variables = new LinkedHashMap<>();
        if (draft.exists(DOTENV)) {
            draft.text(DOTENV);
            variables.putAll(Dotenv.read(DOTENV, draft.lines(DOTENV), findings));
        }
        variables.putAll(environment);
    }

    /** What came of reading. */
    public sealed interface Reading {

        /** How many files were read. */
        int files();

        /** A project without problems. */
        record Good(Project project, Secrets secrets, int files) implements Reading {}

        /** What is wrong, by file and line. */
        record Bad(List<Problem> problems, int files) implements Reading {}
    }

    /**
     * Reads a directory with what is installed.
     *
     * @param environment the variables, which win over {@code .env}
     */
    public static Reading read(Path root, Map<String, String> environment) {
        return read(root, environment, Catalog.installed());
    }

    /** Reads a directory whose SQL nobody judges. */
    public static Reading read(Path root, Map<String, String> environment, Catalog catalog) {
        return read(root, environment, catalog, SqlRule.NONE);
    }

    /** Reads a directory. Throws nothing; whatever is wrong is a problem. */
    public static Reading read(
            Path root, Map<String, String> environment, Catalog catalog, SqlRule rule) {
        Path absolute = root.toAbsolutePath().normalize();
        if (!Files.isRegularFile(absolute.resolve(SettingsFile.FILE))) {
            return noProject(absolute);
        }
        return new Projects(absolute, environment, catalog, rule).read();
    }

    private static Reading noProject(Path root) {
        String what = Files.isDirectory(root) ? "there is no shaduf.yml in " : "no directory ";
        String fix =
                Files.exists(root.resolve("shaduf.yaml"))
                        ? "rename shaduf.yaml to shaduf.yml"
                        : "'shaduf init' makes a project; '--project DIR' names a directory";
        Problem problem = Problem.at(Place.of(SettingsFile.FILE), "no_project", what + root, fix);
        return new Reading.Bad(List.of(problem), 0);
    }

    private Reading read() {
        Shape shape = SettingsShape.of(draft.catalog());
        Block settings = block(SettingsFile.FILE, SettingsFile.FILE, SettingsFile.FILE, shape);
        SettingsFile.check(settings, draft);
        for (ProjectFiles.Found found : new ProjectFiles(draft).find()) {
            Kind<?> kind = found.kind();
            draft.add(block(kind.name(), found.name(), found.file(), kind.shape(draft.catalog())));
        }
        checkObjects();
        Secrets secrets = Secrets.of(findings.secrets(), findings.variables());
        return findings.isEmpty()
                ? new Reading.Good(project(settings), secrets, draft.filesRead())
                : new Reading.Bad(problems(secrets), draft.filesRead());
    }

    private void checkObjects() {
        for (Kind<?> kind : Kinds.ALL) {
            draft.blocks(kind.name()).values().stream()
                    .filter(block -> block.tree() instanceof Tree.Keys)
                    .forEach(block -> kind.check(block, draft));
        }
        Names.check(draft);
        References.check(draft);
        new Tools(draft).check();
    }

    private Project project(Block settings) {
        return new Project(
                draft.root(),
                SettingsFile.build(settings, variables),
                LiveSettings.of(settings.settings()),
                objects(Kinds.SOURCES),
                objects(Kinds.MODELS),
                objects(Kinds.ENTITIES),
                objects(Kinds.TRAITS),
                objects(Kinds.DESTINATIONS),
                objects(Kinds.SYNCS),
                objects(Kinds.TRACKING_PLANS));
    }

    private <T> Map<String, T> objects(Kind<T> kind) {
        Map<String, T> all = new LinkedHashMap<>();
        draft.blocks(kind.name()).forEach((name, block) -> all.put(name, kind.build(block, draft)));
        return java.util.Collections.unmodifiableMap(all);
    }

    private Block block(String kind, String name, String file, Shape shape) {
        Tree read = tree(file);
        Tree tree = read == null ? new Tree.Unknown(new Place(file, 1, 1, 1)) : read;
        String title = kind.equals(name) ? name : kind + " '" + name + "'";
        Json json = Shapes.check(tree, shape, title, findings);
        Json.Obj values = json instanceof Json.Obj obj ? obj : Json.object();
        return new Block(common(name, file, new Settings(title, values)), kind, tree, values);
    }

    private static Common common(String name, String file, Settings settings) {
        return new Common(
                name,
                file,
                settings.text("description", ""),
                settings.texts("tags"),
                settings.text("owner", ""),
                settings.flag("enabled", true));
    }

    private @Nullable Tree tree(String file) {
        String text = draft.text(file);
        Tree tree = text == null ? null : Trees.read(file, text, findings);
        return tree == null ? null : new Variables(variables, findings).fill(tree);
    }

    private List<Problem> problems(Secrets secrets) {
        return findings.list().stream()
                .sorted(
                        Comparator.comparing((Finding f) -> f.place().file())
                                .thenComparing(f -> f.place().line())
                                .thenComparing(f -> f.place().column()))
                .distinct()
                .map(finding -> problem(finding, secrets))
                .toList();
    }

    private Problem problem(Finding finding, Secrets secrets) {
        Place place = finding.place();
        return new Problem(
                place,
                excerpt(place, finding.code(), secrets),
                finding.code(),
                secrets.maskShown(finding.message()),
                finding.fix());
    }

    private @Nullable String excerpt(Place place, String code, Secrets secrets) {
        List<String> lines = draft.lines(place.file());
        boolean there = place.line() >= 1 && place.line() <= lines.size();
        return there && !place.file().equals(DOTENV)
                ? Excerpts.masked(lines.get(place.line() - 1), code, secrets)
                : null;
    }
}
