package dev.shaduf.trials.commands;

import dev.shaduf.demo.crm.StandInCrm;

import java.net.URI;
import java.nio.file.Path;

/** A small project: people from a file, a model of them, a sync to a CRM. */
final class Acme {

    /** The file of the sync of contacts. */
    static final String CONTACTS =
            """
            from: people
            to: crm
            object: contacts
            mode: upsert
            match: {email: email}
            fields: {first_name: first_name}
            """;

    private Acme() {}

    static Shell in(Path directory, StandInCrm crm) {
        return in(directory, crm.url());
    }

    static Shell in(Path directory, URI crm) {
        return new Shell(directory)
                .file(
                        "shaduf.yml",
                        """
                        name: acme
                        warehouse: {type: duckdb, path: warehouse.duckdb, threads: 1}
                        """)
                .file(
                        "data/people.csv",
                        """
                        id,email,first_name
                        1,ada@example.com,Ada
                        2,li@example.com,Li
                        3,not an address,Bo
                        """)
                .file(
                        "sources/files.yml",
                        """
                        type: files
                        tables: {people: {path: data/people.csv, key: id}}
                        """)
                .file(
                        "models/people.yml",
                        """
                        key: id
                        sql: select id, email, first_name from {{ source('files', 'people') }}
                        tests: [{unique: id}]
                        """)
                .file(
                        "destinations/crm.yml",
                        """
                        type: http
                        base_url: %s
                        auth: {bearer: demo-token}
                        retries: 0
                        """
                                .formatted(crm))
                .file("syncs/contacts.yml", CONTACTS);
    }
}
