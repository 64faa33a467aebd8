package dev.shaduf.source.files;

import dev.shaduf.spi.settings.Setting;
import dev.shaduf.spi.settings.Settings;
import dev.shaduf.spi.settings.Shape;
import dev.shaduf.spi.source.Source;
import dev.shaduf.spi.source.SourceType;

import java.util.List;

/** {@code type: files}. */
public final class FilesSourceType implements SourceType {

    @Override
    public String type() {
        return "files";
    }

    @Override
    public String title() {
        return "CSV, TSV, JSON and Parquet files";
    }

    @Override
    public List<Setting> settings() {
        return List.of();
    }

    @Override
    public List<Setting> tableSettings() {
        return List.of(
                Setting.text("path", "Where the files are; * and ** stand for anything.").must(),
                Setting.of(
                        "format",
                        new Shape.Choice(List.of("csv", "tsv", "json", "jsonl", "parquet")),
                        "Default: what the ending says."),
                Setting.of(
                        "columns",
                        new Shape.MapOf(TypeWords.SHAPE),
                        "Types that are fixed: {phone: text}."));
    }

    @Override
    public Source open(Settings settings, Context context) {
        return new FilesSource(context);
    }
}
