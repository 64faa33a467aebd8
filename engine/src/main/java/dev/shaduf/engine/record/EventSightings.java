package dev.shaduf.engine.record;

import dev.shaduf.engine.model.Models;
import dev.shaduf.engine.own.OwnTables;
import dev.shaduf.engine.project.Entity;
import dev.shaduf.engine.project.Entity.Identifier;
import dev.shaduf.engine.project.Source;
import dev.shaduf.spi.sql.TableName;
import dev.shaduf.spi.sql.Type;
import dev.shaduf.spi.warehouse.Dialect;
import dev.shaduf.spi.warehouse.Dialect.Own;
import dev.shaduf.spi.warehouse.Session;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The records that an events source brings by itself: one for each distinct user id, anonymous id
 * and e-mail; of an alias the previous id stands for the anonymous one.
 */
final class EventSightings {

    private final Dialect dialect;
    private final Models models;
    private final Entity entity;
    private final int attributes;

    EventSightings(Session session, Models models, Entity entity, int attributes) {
        this.dialect = session.dialect();
        this.models = models;
        this.entity = entity;
        this.attributes = attributes;
    }

    Sighting of(Source source) {
        List<@Nullable String> identifiers = new ArrayList<>();
        for (Identifier type : entity.identity().identifiers()) {
            boolean own = List.of("user_id", "anonymous_id", "email").contains(type.type());
            identifiers.add(own ? "r." + type.type() : null);
        }
        Type text = Type.of(Type.Kind.TEXT, dialect.own(Own.TEXT));
        String key =
                dialect.jsonArray(
                        List.of(
                                dialect.json("r.user_id", text),
                                dialect.json("r.anonymous_id", text),
                                dialect.json("r.email", text)));
        return new Sighting(
                source.name(),
                rows(models.inPlaceOf(new TableName(source.schema(), "events"))),
                key,
                identifiers,
                Collections.nCopies(attributes, null),
                "r.first_seen",
                "r.last_seen",
                false);
    }

    private String rows(TableName events) {
        String text = dialect.own(Own.TEXT);
        String instant = dialect.own(Own.INSTANT);
        if (models.columns(events).isEmpty()) {
            return ("select cast(null as %1$s) as user_id, cast(null as %1$s) as anonymous_id,"
                            + " cast(null as %1$s) as email, cast(null as %2$s) as first_seen,"
                            + " cast(null as %2$s) as last_seen where 1 = 0")
                    .formatted(text, instant);
        }
        String payload = "cast(payload as " + text + ")";
        String email =
                "coalesce(%s, %s)"
                        .formatted(
                                dialect.jsonAt(payload, List.of("traits", "email")),
                                dialect.jsonAt(payload, List.of("context", "traits", "email")));
        return ("select user_id, anonymous_id, email, min(e.seen_at) as first_seen, max(e.seen_at)"
                    + " as last_seen from (select cast(user_id as %1$s) as user_id, cast(case when"
                    + " type = 'alias' then coalesce(%2$s, anonymous_id) else anonymous_id end as"
                    + " %1$s) as anonymous_id, case when %3$s like '%%\"email\"%%' then %4$s end as"
                    + " email, cast(\"timestamp\" as %5$s) as seen_at from %6$s) e where user_id is"
                    + " not null or anonymous_id is not null group by user_id, anonymous_id, email")
                .formatted(
                        text,
                        dialect.jsonAt(payload, List.of("previousId")),
                        payload,
                        email,
                        instant,
                        OwnTables.quoted(dialect, events));
    }
}
