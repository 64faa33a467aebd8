package dev.shaduf.trials.commands;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Every file of a project that a document shows is one that a project can have. */
class DocumentedFilesTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern FILE =
            Pattern.compile("```yaml\n# (\\S+\\.yml)\n(.*?)```", Pattern.DOTALL);

    @TempDir private Path directory;

    @Test
    void filesOfTheDocumentsMakeAProject() throws IOException {
        Shell shell =
                new Shell(directory)
                        .file(
                                "shaduf.yml",
                                "name: acme\nwarehouse: {type: duckdb, path: a.duckdb}\n")
                        .file(
                                "sources/shop.yml",
                                "type: warehouse\ntables: {customers: {}, orders: {}}\n")
                        .file("sources/sales.yml", "type: warehouse\ntables: {contacts: {}}\n")
                        .file("sources/website.yml", "type: events\nwrite_key: website\n")
                        .file("destinations/crm.yml", "type: http\nbase_url: https://crm.example\n")
                        .file("models/customers.yml", "key: email\nsql: select 1 as email\n");
        String documents =
                Files.readString(ROOT.resolve("README.md"))
                        + Files.readString(ROOT.resolve("docs/entities.md"))
                        + Files.readString(ROOT.resolve("docs/events.md"));
        List<MatchResult> files = FILE.matcher(documents).results().toList();
        files.forEach(file -> shell.file(file.group(1), file.group(2)));

        Shell.Answer check = shell.type("check");

        assertThat(files).hasSizeGreaterThan(2);
        assertThat(check.exit()).as(check.out() + check.error()).isZero();
    }
}
