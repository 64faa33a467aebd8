package dev.shaduf.trials.commands;

import dev.shaduf.demo.crm.StandInCrm;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;

/** Somebody at {@link Acme}, whose CRM answers. */
abstract class AtAcme {

    @TempDir Path directory;

    StandInCrm crm;
    Shell shell;

    @BeforeEach
    void start() {
        crm = StandInCrm.start(new StandInCrm.Settings(0, "demo-token", 1000, Duration.ZERO));
        shell = Acme.in(directory, crm);
    }

    @AfterEach
    void stop() {
        crm.close();
    }
}
