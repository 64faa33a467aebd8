package dev.shaduf.source.files;

import dev.shaduf.spi.settings.Settings;
import dev.shaduf.spi.source.Reading;
import dev.shaduf.spi.source.Reading.Extent;
import dev.shaduf.spi.source.Source;
import dev.shaduf.spi.source.SourceType.Context;

import java.util.List;

/** A set of files a table; each look finds out which of them changed. */
final class FilesSource implements Source {

    private final Context context;

    FilesSource(Context context) {
        this.context = context;
    }

    @Override
    public void check() {
        // files are looked for table by table
    }

    @Override
    public void check(String table, Settings settings) {
        FileSet.find(context.project(), FileTable.of(context.name(), table, settings));
    }

    @Override
    public Reading read(Request request) {
        Settings settings = request.settings();
        FileTable table = FileTable.of(context.name(), request.table(), settings);
        List<FileStamp> found = FileSet.find(context.project(), table);
        FileState now = new FileState(table.fingerprint(), found);
        FileState before = FileState.parse(request.state());
        now = now.hashed(before, context.project());
        Extent extent = now.since(before, !table.key().isEmpty());
        List<FileStamp> read =
                switch (extent) {
                    case NOTHING -> List.of();
                    case PART -> now.added(before);
                    case WHOLE -> now.files();
                };
        return new FilesReading(context, table, now, extent, read);
    }

    @Override
    public void close() {
        // each reading closes what it opened
    }
}
