package dev.shaduf.benchmarks;

import dev.shaduf.demo.people.Crowd;
import dev.shaduf.demo.people.CrowdGenerator;
import dev.shaduf.engine.identity.Identities;
import dev.shaduf.engine.model.Models;
import dev.shaduf.engine.own.OwnTables;
import dev.shaduf.engine.project.Entity;
import dev.shaduf.engine.project.Project;
import dev.shaduf.engine.project.Projects;
import dev.shaduf.spi.warehouse.Session;
import dev.shaduf.testkit.people.CrowdProject;
import dev.shaduf.testkit.people.Quality;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/**
 * How well profiles of a generated crowd are its persons, and how long they take. Argument: persons
 * (default 175,000, which have about a million records).
 */
public final class TruthBenchmark {

    private TruthBenchmark() {}

    /** Runs it. */
    public static void main(String[] arguments) throws Exception {
        int persons = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 175_000;
        Path directory = Files.createTempDirectory("shaduf-truth");
        try (Rig rig = new Rig(directory, new NoLedgers());
                Session session = rig.warehouse.open()) {
            CrowdProject crowd = new CrowdProject(directory).write(CrowdProject.RULES);
            Took written =
                    Took.of(() ->
                            new CrowdGenerator(Crowd.ofSize(persons))
                                    .write(directory.resolve("data")));
            System.out.println("files written " + written + ", " + Took.memory());
            System.out.println(crowd.load(session, Crowd.ofSize(persons)));
            System.out.println("profiles made " + Took.of(() -> resolve(directory, session)));
            tell(session);
            crowd.write(CrowdProject.RULES + CrowdProject.SIMILAR);
            System.out.println("by similarity too " + Took.of(() -> resolve(directory, session)));
            tell(session);
            System.out.println(Took.memory());
        }
        Rig.delete(directory);
    }

    private static void tell(Session session) {
        System.out.println(Quality.of(session, "shaduf"));
        System.out.println("of records with a name: " + Quality.ofNamed(session, "shaduf"));
    }

    private static Object resolve(Path directory, Session session) {
        if (!(Projects.read(directory, Map.of()) instanceof Projects.Reading.Good good)) {
            throw new IllegalStateException("the project has problems");
        }
        Project project = good.project();
        OwnTables own = new OwnTables(project);
        own.prepare(session);
        Entity entity = Objects.requireNonNull(project.entities().get("customer"));
        return new Identities(project, own)
                .run(session, Models.of(project, session), entity, request());
    }

    private static Identities.Request request() {
        return new Identities.Request(1, Instant.now(), true);
    }
}
