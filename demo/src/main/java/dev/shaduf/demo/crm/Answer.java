package dev.shaduf.demo.crm;

import dev.shaduf.spi.json.Json;

/** What the CRM answers: a status and a JSON body. */
record Answer(int status, Json.Obj body) {

    static Answer of(Json.Obj body) {
        return new Answer(200, body);
    }

    static Answer refused(int status, String message) {
        return new Answer(status, Json.object().with("message", message));
    }
}
