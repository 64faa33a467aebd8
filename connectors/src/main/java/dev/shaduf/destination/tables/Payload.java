package dev.shaduf.destination.tables;

import dev.shaduf.spi.destination.OutRow;
import dev.shaduf.spi.destination.Target;
import dev.shaduf.spi.json.Json;

/** A row as one JSON object, for the changelog. */
public final class Payload {

    private Payload() {}

    /** Match values first, then the fields that are there. */
    public static String of(Target target, OutRow row) {
        StringBuilder json = new StringBuilder("{");
        for (int i = 0; i < target.match().size(); i++) {
            json.append(i == 0 ? "" : ",").append(Json.of(target.match().get(i).name()));
            json.append(':').append(row.match().get(i));
        }
        String fields = row.fields();
        if (fields != null && fields.length() > 2) {
            json.append(json.length() > 1 ? "," : "").append(fields, 1, fields.length() - 1);
        }
        return json.append('}').toString();
    }
}
