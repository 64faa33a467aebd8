package dev.shaduf.destination.files;

import dev.shaduf.destination.tables.Payload;
import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.destination.Action;
import dev.shaduf.spi.destination.Answer;
import dev.shaduf.spi.destination.Batch;
import dev.shaduf.spi.destination.BatchLimit;
import dev.shaduf.spi.destination.OutRow;
import dev.shaduf.spi.destination.Reason;
import dev.shaduf.spi.destination.RowResult;
import dev.shaduf.spi.destination.Target;
import dev.shaduf.spi.destination.Writer;

import org.jspecify.annotations.Nullable;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Collects the rows of a run and, at its end, writes the file anew beside the old one and renames
 * it; only then are they delivered. Until then the old file stays as it was.
 */
final class FilesWriter implements Writer {

    private static final BatchLimit LIMIT = new BatchLimit(50_000, 16 << 20, 1);

    private final Job job;
    private final Sheet sheet;
    private final List<String> others;
    private final String token = UUID.randomUUID().toString();
    private final Map<Long, String> refused = new HashMap<>();
    private long sent;
    private long written;
    private Answer.@Nullable Stop failure;
    private boolean closed;

    /**
     * What is to be written.
     *
     * @param anew whether the file is a new one of this run
     */
    record Job(Target target, Path file, boolean anew) {}

    private FilesWriter(Job job, Sheet sheet, List<String> others) {
        this.job = job;
        this.sheet = sheet;
        this.others = others;
    }

    /** Reads the file that is there, if it is to be kept. */
    static FilesWriter open(Job job, Path temporary) {
        Format format = Format.of(job.file().toString());
        try {
            Files.createDirectories(temporary);
            Sheet sheet = Sheet.open(format, job.target(), temporary);
            try {
                return new FilesWriter(job, sheet, OldRows.read(sheet, job.file()));
            } catch (SQLException | IOException | RuntimeException e) {
                sheet.close();
                throw e;
            }
        } catch (SQLException | IOException e) {
            throw new ShadufException(
                    Failure.BAD_ANSWER,
                    "The file " + job.file() + " cannot be read: " + e.getMessage(),
                    "Correct it or move it away; it is rewritten as a whole.",
                    e);
        }
    }

    @Override
    public BatchLimit limit(Action action) {
        return LIMIT;
    }

    @Override
    public synchronized Answer send(Batch batch) {
        try {
            sheet.ask(batch.action(), batch.rows());
            sent++;
            return new Answer.Pending(name(sent), Duration.ZERO);
        } catch (SQLException | IOException e) {
            return failed(e);
        }
    }

    /** Tells batches, writers and files apart, also in another process. */
    private String name(long number) {
        long run = job.target().runId();
        return token + " " + number + " " + run + " " + job.file().getFileName();
    }

    @Override
    public synchronized void finish() {
        if (sent == written) {
            return;
        }
        try {
            refused.putAll(sheet.misfits());
            strangers();
            replace();
            written = sent;
            failure = null;
        } catch (SQLException | IOException e) {
            failure = failed(e);
        }
    }

    private void strangers() throws SQLException {
        if (job.anew()) {
            return;
        }
        NewRows rows = new NewRows(sheet, others, false);
        try (Statement statement = sheet.connection().createStatement();
                ResultSet found = statement.executeQuery(rows.strangers())) {
            while (found.next()) {
                refused.putIfAbsent(found.getLong(1), "no row with " + found.getString(2));
            }
        }
    }

    private void replace() throws SQLException, IOException {
        Path beside =
                job.file().resolveSibling("." + job.file().getFileName() + "." + token + ".tmp");
        try {
            NewRows rows = new NewRows(sheet, others, job.anew());
            if (sheet.format() == Format.PARQUET) {
                rows.write(beside);
            } else {
                try (BufferedWriter out = Files.newBufferedWriter(beside)) {
                    rows.write(out);
                }
            }
            force(beside);
            Files.move(beside, job.file(), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(beside);
        }
        Path directory = job.file().getParent();
        if (directory != null) {
            force(directory);
        }
    }

    private static void force(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private Answer.Stop failed(Exception e) {
        String message = String.valueOf(e.getMessage());
        boolean full = message.contains("No space left") || message.contains("Out of Memory");
        return new Answer.Stop(
                (full ? Failure.OUT_OF_SPACE : Failure.FORBIDDEN).name(),
                Reason.of(
                        "The file "
                                + job.file()
                                + " could not be written: "
                                + message.replaceAll("\\s*\\n\\s*", " ")),
                full
                        ? "Free disk space and run the sync again; the old file is as it was."
                        : "Correct the cause and run the sync again; the old file is as it was.",
                false);
    }

    @Override
    public synchronized Answer poll(String name, Batch batch) {
        String[] parts = name.split(" ", 4);
        if (!parts[0].equals(token)) {
            return earlier(parts, batch);
        }
        if (Long.parseLong(parts[1]) <= written) {
            return new Answer.Rows(results(batch), null, List.of());
        }
        return failure != null ? failure : new Answer.Pending(name, Duration.ofMillis(100));
    }

    /**
     * A batch of a run that was broken off: a new file with the number of that run in its name was
     * renamed by that run or not at all.
     */
    private Answer earlier(String[] parts, Batch batch) {
        if (parts.length == 4 && job.anew()) {
            String stem = parts[3].substring(0, parts[3].lastIndexOf('.'));
            boolean own = job.target().object().contains("run_id") || stem.endsWith("-" + parts[2]);
            if (own && Files.exists(job.file().resolveSibling(parts[3]))) {
                return Answer.Rows.all(batch, new RowResult.Done(null), null);
            }
        }
        return new Answer.Unknown(Reason.of("the run ended before the file was renamed"));
    }

    private List<RowResult> results(Batch batch) {
        List<RowResult> results = new ArrayList<>(batch.rows().size());
        for (OutRow row : batch.rows()) {
            String why = refused.get(row.ordinal());
            results.add(
                    why == null ? new RowResult.Done(null) : new RowResult.Refused(Reason.of(why)));
        }
        return results;
    }

    @Override
    public String payload(Action action, OutRow row) {
        return Payload.of(job.target(), row);
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            sheet.close();
        } catch (SQLException e) {
            throw new ShadufException(
                    Failure.INTERNAL, "The memory of a file could not be freed: " + e, "", e);
        }
    }
}
