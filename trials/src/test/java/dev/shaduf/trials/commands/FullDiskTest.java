package dev.shaduf.trials.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shaduf.testkit.Needs;
import dev.shaduf.trials.commands.Shell.Answer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A project on a real file system that is full: 48 MB in memory, mounted where that is allowed. */
class FullDiskTest {

    private static final int ROWS = 40_000;

    @TempDir Path directory;

    private Path disk;
    private Shell shell;

    @BeforeEach
    void mount() throws Exception {
        disk = Files.createDirectory(directory.resolve("disk"));
        boolean mounted = ran("mount", "-t", "tmpfs", "-o", "size=48m", "tmpfs", disk.toString());
        Needs.met("mount", mounted, "a small file system cannot be mounted by this user.");
        shell =
                new Shell(disk)
                        .file("shaduf.yml", "name: small\nwarehouse: {type: duckdb, threads: 1}\n")
                        .file("data/people.csv", people())
                        .file(
                                "sources/files.yml",
                                """
                                type: files
                                tables: {people: {path: data/people.csv, key: id}}
                                """)
                        .file(
                                "models/people.yml",
                                "key: id\nsql: select * from {{ source('files', 'people') }}\n")
                        .file("destinations/out.yml", "type: files\npath: out\n")
                        .file(
                                "syncs/copy.yml",
                                "from: people\nto: out\nobject: people.csv\nmode: mirror\n");
    }

    @AfterEach
    void unmount() throws Exception {
        ran("umount", disk.toString());
    }

    private static boolean ran(String... command) throws Exception {
        ProcessBuilder process = new ProcessBuilder(command).redirectErrorStream(true);
        try {
            return process.redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static String people() {
        StringBuilder csv = new StringBuilder("id,name\n");
        for (int i = 0; i < ROWS; i++) {
            csv.append(i).append(',').append(Integer.toHexString(i).repeat(10)).append('\n');
        }
        return csv.toString();
    }

    /** Leaves so many bytes free. */
    private void fill(long free) throws IOException {
        long room = Files.getFileStore(disk).getUsableSpace() - free;
        Files.write(disk.resolve("fill"), new byte[Math.toIntExact(Math.max(0, room))]);
    }

    @Test
    void runOnAFullDiskSaysSoAndTheNextOneDeliversEverything() throws IOException {
        fill(600_000);
        Answer full = shell.type("run");
        assertThat(full.exit()).isEqualTo(1);
        assertThat(full.out() + full.error())
                .contains("The disk is full", "Free disk space and run it again")
                .doesNotContain("Exception");

        Files.delete(disk.resolve("fill"));
        Answer run = shell.type("run", "--json");
        assertThat(run.exit()).isZero();
        assertThat(run.at("syncs.0.delivered.added")).isEqualTo(Integer.toString(ROWS));
        assertThat(Files.readAllLines(disk.resolve("out/people.csv"))).hasSize(ROWS + 1);
    }

    @Test
    void deliveryOnAFullDiskLosesNothing() throws IOException {
        shell.type("run", "files");
        fill(1_500_000);
        Answer full = shell.type("run", "--json");
        assertThat(full.exit()).isEqualTo(1);
        assertThat(full.out() + full.error()).contains("disk is full").doesNotContain("Exception");

        Files.delete(disk.resolve("fill"));
        Answer run = shell.type("run", "--json");
        assertThat(run.exit()).isZero();
        assertThat(run.at("syncs.0.queried")).isEqualTo(Integer.toString(ROWS));
        assertThat(shell.type("query", "--csv", "select count(*) from shaduf.sync_snapshot").out())
                .endsWith("\n" + ROWS + "\n");
    }
}
