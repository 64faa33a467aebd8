package dev.shaduf.cli;

import dev.shaduf.engine.project.Projects;

/** The project's files are wrong: nothing is run and the problems are shown. */
final class WrongProject extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Projects.Reading.Bad reading;
    private final boolean json;

    WrongProject(Projects.Reading.Bad reading, boolean json) {
        super("the project is wrong");
        this.reading = reading;
        this.json = json;
    }

    Projects.Reading.Bad reading() {
        return reading;
    }

    boolean json() {
        return json;
    }
}
