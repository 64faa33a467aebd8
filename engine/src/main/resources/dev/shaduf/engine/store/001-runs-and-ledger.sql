CREATE TABLE runs (
    run_id INTEGER PRIMARY KEY AUTOINCREMENT,
    command TEXT NOT NULL,
    started_at TEXT NOT NULL,
    finished_at TEXT,
    status TEXT NOT NULL,
    report TEXT
);

CREATE TABLE ledgers (
    ledger_id INTEGER PRIMARY KEY AUTOINCREMENT,
    sync TEXT NOT NULL UNIQUE,
    sync_run_id BIGINT NOT NULL,
    opened_at TEXT NOT NULL,
    note TEXT NOT NULL
);

-- Batches in flight; a batch that is settled has its rows in ledger_outcomes.
CREATE TABLE ledger_batches (
    ledger_id BIGINT NOT NULL,
    number BIGINT NOT NULL,
    action TEXT NOT NULL,
    step INTEGER NOT NULL,
    attempt INTEGER NOT NULL,
    ordinals BLOB NOT NULL,
    idempotency_key TEXT NOT NULL,
    job TEXT,
    PRIMARY KEY (ledger_id, number)
);

-- Outcomes that were recorded together, as one page each.
CREATE TABLE ledger_outcomes (
    page_id INTEGER PRIMARY KEY AUTOINCREMENT,
    ledger_id BIGINT NOT NULL,
    number BIGINT NOT NULL,
    page BLOB NOT NULL
);

CREATE INDEX ledger_outcomes_by_ledger ON ledger_outcomes (ledger_id, page_id);
