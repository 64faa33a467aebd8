-- Events that a destination did not take, as the log had them.
CREATE TABLE parked_events (
    parked_id INTEGER PRIMARY KEY AUTOINCREMENT,
    source TEXT NOT NULL,
    destination TEXT NOT NULL,
    object TEXT NOT NULL,
    message_id TEXT NOT NULL,
    reason TEXT NOT NULL,
    http_status INTEGER,
    parked_at TEXT NOT NULL,
    entry BLOB NOT NULL,
    UNIQUE (destination, source, object, message_id)
);

-- How far each forwarding is, and what behind that is not finished.
CREATE TABLE forward_progress (
    reader TEXT PRIMARY KEY,
    progress BLOB NOT NULL
);
