package dev.shaduf.source.postgres;

import dev.shaduf.spi.settings.Setting;
import dev.shaduf.spi.settings.Settings;
import dev.shaduf.spi.source.Source;
import dev.shaduf.spi.source.SourceType;

import java.util.List;

/** {@code type: postgres}. */
public final class PostgresSourceType implements SourceType {

    @Override
    public String type() {
        return "postgres";
    }

    @Override
    public String title() {
        return "A PostgreSQL database";
    }

    @Override
    public List<Setting> settings() {
        return List.of(
                Setting.text("url", "jdbc:postgresql://… or postgresql://user:password@host/db.")
                        .must()
                        .hidden(),
                Setting.text("user", "Who logs in."),
                Setting.text("password", "With what.").hidden());
    }

    @Override
    public List<Setting> tableSettings() {
        return List.of(
                Setting.text("from", "The table, with its schema; default the same name."),
                Setting.text("cursor", "A column that grows with every change."));
    }

    @Override
    public Source open(Settings settings, Context context) {
        return new PostgresSource(context.name(), Server.of(settings));
    }
}
