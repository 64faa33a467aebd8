package dev.shaduf.engine.run;

import dev.shaduf.engine.project.Project;
import dev.shaduf.engine.project.ProjectFailure;
import dev.shaduf.engine.project.Source;
import dev.shaduf.engine.project.Sync;
import dev.shaduf.spi.ShadufException;

import java.util.List;
import java.util.stream.Collectors;

/** Names that have no rows of their own to show, and what to write instead. Pure. */
final class Unreadable {

    private Unreadable() {}

    /**
     * A name that is another object's, or that of a source's table alone, is told what to write.
     */
    static void refuse(Project project, String name) {
        if (project.models().containsKey(name) || project.entities().containsKey(name)) {
            return;
        }
        Source source = project.sources().get(name);
        if (source != null) {
            throw other(name + " is a source.", tables(source));
        }
        Sync sync = project.syncs().get(name);
        if (sync != null) {
            throw new ShadufException(
                    ProjectFailure.UNKNOWN_NAME,
                    name + " is a sync.",
                    "What it reads: shaduf preview %s; what it would send: shaduf plan %s"
                            .formatted(sync.from(), name));
        }
        if (project.destinations().containsKey(name)) {
            List<String> from =
                    project.syncs().values().stream()
                            .filter(each -> each.to().equals(name))
                            .map(Sync::from)
                            .distinct()
                            .toList();
            throw other(name + " is a destination, where rows only go to.", from);
        }
        List<String> alike =
                project.sources().values().stream()
                        .flatMap(each -> tables(each).stream())
                        .filter(table -> table.endsWith("." + name))
                        .toList();
        if (!alike.isEmpty()) {
            throw other("There is no model '" + name + "'.", alike);
        }
    }

    private static List<String> tables(Source source) {
        return source.tables().keySet().stream().map(table -> source.name() + "." + table).toList();
    }

    private static ShadufException other(String what, List<String> names) {
        return new ShadufException(
                ProjectFailure.UNKNOWN_NAME,
                what,
                names.isEmpty()
                        ? ""
                        : names.stream()
                                .map(each -> "shaduf preview " + each)
                                .collect(Collectors.joining(", ")));
    }
}
