package dev.shaduf.destination.postgres;

import dev.shaduf.destination.tables.TableDestination;
import dev.shaduf.spi.destination.Destination;
import dev.shaduf.spi.destination.DestinationType;
import dev.shaduf.spi.destination.Mode;
import dev.shaduf.spi.settings.Setting;
import dev.shaduf.spi.settings.Settings;

import java.util.List;
import java.util.Set;

/** {@code type: postgres}. */
public final class PostgresDestination implements DestinationType {

    @Override
    public String type() {
        return "postgres";
    }

    @Override
    public String title() {
        return "Tables of a PostgreSQL database";
    }

    @Override
    public List<Setting> settings() {
        return List.of(
                Setting.text(
                                "url",
                                "Where the database is: postgresql://user:password@host/database,"
                                        + " or jdbc:postgresql://…")
                        .must()
                        .hidden(),
                Setting.text("user", "The user, where the url names none."),
                Setting.text("password", "The password, where the url has none.").hidden());
    }

    @Override
    public Set<Mode> modes() {
        return TableDestination.modes();
    }

    @Override
    public Destination open(Settings settings, Context context) {
        return new TableDestination(new PostgresDatabase(PostgresUrl.of(settings), context.name()));
    }
}
