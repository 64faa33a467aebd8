package dev.shaduf.benchmarks;

import dev.shaduf.demo.people.Crowd;
import dev.shaduf.demo.people.CrowdGenerator;
import dev.shaduf.spi.warehouse.Session;
import dev.shaduf.testkit.people.CrowdProject;
import dev.shaduf.testkit.people.Quality;

import java.nio.file.Path;

/**
 * How well profiles of a generated crowd are its persons, and how long they take. Argument: persons
 * (default 175,000, which have about a million records).
 */
public final class TruthBenchmark {

    private TruthBenchmark() {}

    /** Runs it. */
    public static void main(String[] arguments) throws Exception {
        int persons = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 175_000;
        Path directory = Rig.directory("truth");
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
    }

    private static void tell(Session session) {
        System.out.println(Quality.of(session, "shaduf"));
        System.out.println("of records with a name: " + Quality.ofNamed(session, "shaduf"));
    }

    private static Object resolve(Path directory, Session session) {
        return new EntityRuns(ProjectFiles.read(directory), "customer").run(session, false);
    }
}
