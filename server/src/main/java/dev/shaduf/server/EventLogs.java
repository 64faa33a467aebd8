package dev.shaduf.server;

import dev.shaduf.engine.project.Project;
import dev.shaduf.engine.store.StateDirectory;
import dev.shaduf.live.kafka.KafkaLog;
import dev.shaduf.live.kafka.KafkaPeek;
import dev.shaduf.live.kafka.KafkaSettings;
import dev.shaduf.live.load.Loading;
import dev.shaduf.live.log.EmbeddedLog;
import dev.shaduf.live.log.EmbeddedPeek;
import dev.shaduf.live.log.EventLog;
import dev.shaduf.live.log.LogPeek;
import dev.shaduf.live.log.LogSettings;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.settings.Settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** Where a project's events wait: in files beside it, or in Kafka. */
public final class EventLogs {

    /** Clocks differ, and what was received waits before it is appended. */
    private static final Duration MARGIN = Duration.ofMinutes(10);

    private EventLogs() {}

    /** Opens the log to append and read, where the server does either. */
    static EventLog open(Project project, Serving.Place place) {
        if (!place.roles().contains(Role.COLLECT) && !place.roles().contains(Role.LOAD)) {
            return new NoLog();
        }
        Path state = place.state();
        boolean ownFile = project.settings().warehouseType().equals("duckdb");
        boolean alone = ownFile && place.roles().contains(Role.LOAD);
        if (!isKafka(project)) {
            String loader = alone && onOneDisk(project, state) ? Loading.READER : "";
            LogSettings settings = LogSettings.of(directory(state), project.live().log());
            return EmbeddedLog.open(settings, loader);
        }
        return Kafka.open(project.live().log(), state, alone);
    }

    /** Whether the file of the warehouse is on the disk of the log, as far as can be told. */
    private static boolean onOneDisk(Project project, Path state) {
        String path = project.settings().warehouse().text("path", "warehouse.duckdb");
        Path file = new StateDirectory(state).resolve(project.root(), path);
        try {
            return Files.getFileStore(existing(file)).equals(Files.getFileStore(existing(state)));
        } catch (IOException e) {
            return false;
        }
    }

    private static Path existing(Path path) {
        Path parent = path.toAbsolutePath().getParent();
        return parent == null || Files.exists(path) ? path : existing(parent);
    }

    /** A look at all that is there. */
    public static LogPeek atStart(Project project, Path state) {
        return isKafka(project)
                ? Kafka.atStart(project.live().log(), state)
                : EmbeddedPeek.atStart(directory(state));
    }

    /** A look that leaves out what was surely received before a time, where the log can tell. */
    public static LogPeek since(Project project, Path state, Instant time) {
        boolean always = time.isBefore(Instant.EPOCH.plus(MARGIN));
        return isKafka(project) && !always
                ? Kafka.since(project.live().log(), state, time.minus(MARGIN))
                : atStart(project, state);
    }

    /** A look at what comes from now on. */
    public static LogPeek atEnd(Project project, Path state) {
        return isKafka(project)
                ? Kafka.atEnd(project.live().log(), state)
                : EmbeddedPeek.atEnd(directory(state));
    }

    /**
     * Tries whether the log can be opened, where it is not this machine's own; changes nothing.
     *
     * @throws ShadufException where it cannot
     */
    public static void check(Project project, Path state) {
        if (isKafka(project)) {
            Kafka.check(project.live().log(), state);
        }
    }

    /** Whether the log is a topic of Kafka. */
    public static boolean isKafka(Project project) {
        return project.live().log().text("type", "embedded").equals("kafka");
    }

    private static Path directory(Path state) {
        return state.resolve("log");
    }

    /** Apart, so that nothing of Kafka is loaded where it is not asked for. */
    private static final class Kafka {

        static EventLog open(Settings settings, Path state, boolean alone) {
            KafkaLog log = KafkaLog.open(KafkaSettings.of(settings, state));
            try {
                if (alone) {
                    log.claim(Loading.READER);
                }
                return log;
            } catch (ShadufException e) {
                log.close();
                throw e;
            }
        }

        static void check(Settings log, Path state) {
            KafkaLog.check(KafkaSettings.of(log, state));
        }

        static LogPeek atStart(Settings log, Path state) {
            return KafkaPeek.atStart(KafkaSettings.of(log, state));
        }

        static LogPeek since(Settings log, Path state, Instant time) {
            return KafkaPeek.since(KafkaSettings.of(log, state), time);
        }

        static LogPeek atEnd(Settings log, Path state) {
            return KafkaPeek.atEnd(KafkaSettings.of(log, state));
        }
    }
}
