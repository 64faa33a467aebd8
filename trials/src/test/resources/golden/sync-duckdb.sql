-- first run

-- begin WRITE

select count(*) from information_schema.schemata where schema_name = ?;

create schema if not exists "shaduf";

create table if not exists "shaduf"."shaduf_meta" (project VARCHAR, version BIGINT, updated_at TIMESTAMPTZ);

create table if not exists "shaduf"."shaduf_tables" (table_schema VARCHAR, table_name VARCHAR, kind VARCHAR, object VARCHAR, created_at TIMESTAMPTZ);

insert into "shaduf"."shaduf_meta" (project, version, updated_at) select ?, 1, current_timestamp where not exists (select 1 from "shaduf"."shaduf_meta");

insert into "shaduf"."shaduf_tables" (table_schema, table_name, kind, object, created_at) select ?, ?, ?, ?, current_timestamp where not exists (select 1 from "shaduf"."shaduf_tables" where table_schema = ? and table_name = ?);

insert into "shaduf"."shaduf_tables" (table_schema, table_name, kind, object, created_at) select ?, ?, ?, ?, current_timestamp where not exists (select 1 from "shaduf"."shaduf_tables" where table_schema = ? and table_name = ?);

-- commit

select project, version from "shaduf"."shaduf_meta";

-- begin WRITE

CREATE TABLE "shaduf"."sync_runs" (sync_id BIGINT, sync_run_id BIGINT, sync VARCHAR
  USING COMPRESSION zstd, model_name VARCHAR
  USING COMPRESSION zstd, primary_key VARCHAR
  USING COMPRESSION zstd, destination VARCHAR
  USING COMPRESSION zstd, status VARCHAR
  USING COMPRESSION zstd, error VARCHAR
  USING COMPRESSION zstd, started_at TIMESTAMPTZ, finished_at TIMESTAMPTZ, num_queried BIGINT, num_unchanged BIGINT, num_invalid BIGINT, num_planned_add BIGINT, num_planned_change BIGINT, num_planned_remove BIGINT, num_attempted_add BIGINT, num_attempted_change BIGINT, num_attempted_remove BIGINT, num_succeeded_add BIGINT, num_succeeded_change BIGINT, num_succeeded_remove BIGINT, num_failed_add BIGINT, num_failed_change BIGINT, num_failed_remove BIGINT, num_deferred_add BIGINT, num_deferred_change BIGINT, num_deferred_remove BIGINT, num_aborted_add BIGINT, num_aborted_change BIGINT, num_aborted_remove BIGINT);

insert into "shaduf"."shaduf_tables" (table_schema, table_name, kind, object, created_at) select ?, ?, ?, ?, current_timestamp where not exists (select 1 from "shaduf"."shaduf_tables" where table_schema = ? and table_name = ?);

CREATE TABLE "shaduf"."sync_changelog" (sync_id BIGINT, sync_run_id BIGINT, row_id VARCHAR
  USING COMPRESSION zstd, op_type VARCHAR
  USING COMPRESSION zstd, status VARCHAR
  USING COMPRESSION zstd, failure_reason VARCHAR
  USING COMPRESSION zstd, fields JSON
  USING COMPRESSION zstd, payload JSON
  USING COMPRESSION zstd, http_status INTEGER, attempt INTEGER, remote_id VARCHAR
  USING COMPRESSION zstd, recorded_at TIMESTAMPTZ);

insert into "shaduf"."shaduf_tables" (table_schema, table_name, kind, object, created_at) select ?, ?, ?, ?, current_timestamp where not exists (select 1 from "shaduf"."shaduf_tables" where table_schema = ? and table_name = ?);

CREATE TABLE "shaduf"."sync_definitions" (sync_id BIGINT, sync VARCHAR
  USING COMPRESSION zstd, definition JSON
  USING COMPRESSION zstd, sync_run_id BIGINT, updated_at TIMESTAMPTZ);

insert into "shaduf"."shaduf_tables" (table_schema, table_name, kind, object, created_at) select ?, ?, ?, ?, current_timestamp where not exists (select 1 from "shaduf"."shaduf_tables" where table_schema = ? and table_name = ?);

CREATE TABLE "shaduf"."sync_leases" (sync_id BIGINT, sync_run_id BIGINT, host VARCHAR
  USING COMPRESSION zstd, pid BIGINT, renewed_at TIMESTAMPTZ);

insert into "shaduf"."shaduf_tables" (table_schema, table_name, kind, object, created_at) select ?, ?, ?, ?, current_timestamp where not exists (select 1 from "shaduf"."shaduf_tables" where table_schema = ? and table_name = ?);

-- commit

INSERT INTO "shaduf"."sync_leases" (sync_id, host, pid, renewed_at)
  SELECT 4649059316933, CAST(? AS VARCHAR), 4711, current_timestamp
  WHERE NOT EXISTS (SELECT 1
  FROM "shaduf"."sync_leases"
  WHERE sync_id = 4649059316933);

UPDATE "shaduf"."sync_runs"
  SET status = 'interrupted', finished_at = CAST(? AS TIMESTAMPTZ)
  WHERE status = 'running' AND sync_id = 4649059316933;

-- begin WRITE

CREATE TABLE "shaduf"."sync_state_s" (k1 BIGINT, row_id VARCHAR
  USING COMPRESSION zstd, op_type VARCHAR
  USING COMPRESSION zstd, status VARCHAR
  USING COMPRESSION zstd, failure_reason VARCHAR
  USING COMPRESSION zstd, mark INTEGER, hash BIGINT, stale BOOLEAN, match_value VARCHAR, remembered JSON
  USING COMPRESSION zstd, remote_id VARCHAR
  USING COMPRESSION zstd, deliveries BIGINT, attempt INTEGER, sync_run_id BIGINT, recorded_at TIMESTAMPTZ, strays VARCHAR
  USING COMPRESSION zstd);

insert into "shaduf"."shaduf_tables" (table_schema, table_name, kind, object, created_at) select ?, ?, ?, ?, current_timestamp where not exists (select 1 from "shaduf"."shaduf_tables" where table_schema = ? and table_name = ?);

DROP VIEW IF EXISTS "shaduf"."sync_snapshot";

CREATE VIEW "shaduf"."sync_snapshot" AS
  SELECT d.sync_id, s.row_id, s.op_type, s.status, s.failure_reason, s.remembered AS fields, s.remote_id, s.recorded_at
  FROM "shaduf"."sync_state_s" s
  JOIN "shaduf"."sync_definitions" d ON d.sync = 's';

-- commit

SELECT definition
  FROM "shaduf"."sync_definitions"
  WHERE sync = ?;

SELECT coalesce(max(sync_run_id), 0)
  FROM "shaduf"."sync_runs";

INSERT INTO "shaduf"."sync_runs" (sync_id, sync_run_id, sync, model_name, primary_key, destination, status, started_at)
  VALUES (?, ?, ?, ?, ?, ?, 'running', CAST(? AS TIMESTAMPTZ));

SELECT count(*)
  FROM "shaduf"."sync_runs"
  WHERE sync_run_id = 1;

UPDATE "shaduf"."sync_leases"
  SET sync_run_id = 1
  WHERE sync_id = 4649059316933 AND host = ? AND pid = 4711;

SELECT coalesce(max(num_planned_add + num_planned_change + num_planned_remove), -1)
  FROM "shaduf"."sync_runs"
  WHERE sync_run_id = (SELECT max(sync_run_id)
  FROM "shaduf"."sync_runs"
  WHERE sync_id = 4649059316933 AND finished_at IS NOT NULL);

-- begin WRITE

UPDATE "shaduf"."sync_definitions"
  SET definition = CAST(? AS JSON), sync_run_id = ?, updated_at = greatest(CAST(? AS TIMESTAMPTZ), updated_at + INTERVAL '1 microsecond')
  WHERE sync = ?;

INSERT INTO "shaduf"."sync_definitions"
  VALUES (?, ?, CAST(? AS JSON), ?, ?);

DROP TABLE IF EXISTS "shaduf"."sync_planned_s";

SELECT count(*), count(*) - count(q."id"), 0
  FROM (SELECT *
  FROM m ) q;

SELECT count(*), count(hash), count(match_value), count(CASE WHEN mark NOT IN (0, 5) THEN 1 END), count(strays)
  FROM "shaduf"."sync_state_s";

CREATE TABLE "shaduf"."sync_planned_s" (op VARCHAR
  USING COMPRESSION uncompressed, phase INTEGER, k1 BIGINT, h BIGINT, row_id VARCHAR
  USING COMPRESSION uncompressed, fields JSON
  USING COMPRESSION uncompressed, remembered JSON
  USING COMPRESSION uncompressed, match_value VARCHAR
  USING COMPRESSION uncompressed, old_match VARCHAR
  USING COMPRESSION uncompressed, strays VARCHAR
  USING COMPRESSION uncompressed, taken_over BOOLEAN, deliveries BIGINT, invalid VARCHAR
  USING COMPRESSION uncompressed);

INSERT INTO "shaduf"."sync_planned_s" WITH m AS (SELECT q."id" AS c1, q."email" AS c2, q."spent" AS c3, (hash((q."email")::VARCHAR, (q."id")::BIGINT, (q."spent")::DECIMAL(18,2)) >> 1)::BIGINT AS h
  FROM (SELECT *
  FROM m ) q
  WHERE NOT (q."id" IS NULL)), s AS (SELECT k1, hash AS h, mark * 1099511627776 + deliveries AS x
  FROM "shaduf"."sync_state_s")
  SELECT CASE WHEN m.h IS NULL THEN CASE WHEN s.h IS NULL THEN 'G' ELSE 'R' END WHEN (s.x >> 40) IN (2, 3) THEN 'H' WHEN s.h IS NULL THEN 'A' WHEN s.h = m.h THEN 'S' ELSE 'C' END AS op, CASE WHEN m.h IS NULL THEN 2 WHEN (s.x >> 40) = 1 THEN 1 ELSE 0 END AS phase, coalesce(m.c1, s.k1) AS k1, m.h AS h, (coalesce(m.c1, s.k1))::VARCHAR AS row_id, CAST(CASE WHEN m.h IS NOT NULL THEN concat('{', '"id":', coalesce((m.c1)::VARCHAR, 'null'), ',"email":', coalesce(to_json((m.c2)::VARCHAR)::VARCHAR, 'null'), ',"spent":', coalesce((CASE WHEN suffix((m.c3)::VARCHAR, '.00') THEN left((m.c3)::VARCHAR, -3) WHEN suffix((m.c3)::VARCHAR, '0') THEN rtrim((m.c3)::VARCHAR, '0') ELSE (m.c3)::VARCHAR END), 'null'), '}') ELSE CAST(NULL AS VARCHAR) END AS JSON) AS fields, CAST(CAST(NULL AS VARCHAR) AS JSON) AS remembered, CASE WHEN m.h IS NOT NULL THEN concat('[', coalesce(to_json((m.c2)::VARCHAR)::VARCHAR, 'null'), ']') ELSE CAST(NULL AS VARCHAR) END AS match_value, CAST(NULL AS VARCHAR) AS old_match, CAST(NULL AS VARCHAR) AS strays, false AS taken_over, coalesce(s.x & 1099511627775, 0) AS deliveries, CASE WHEN m.h IS NULL THEN NULL WHEN false THEN 'bad_value' WHEN ((m.c2 IS NULL OR CAST(m.c2 AS VARCHAR) = '')) THEN 'null_match' WHEN (s.x >> 40) = 2 THEN 'held' WHEN (s.x >> 40) = 3 THEN 'ignored' END AS invalid
  FROM m FULL
  JOIN s ON m.c1 = s.k1
  WHERE m.h <> s.h OR (s.h IS NULL AND m.h IS NOT NULL) OR (s.x >= 1099511627776 AND m.h IS NOT NULL) OR (m.h IS NULL AND s.h IS NOT NULL) OR (m.h IS NULL AND (s.x >> 40) NOT IN (0, 5))
  ORDER BY phase, k1;

SELECT op, count(*)
  FROM "shaduf"."sync_planned_s"
  GROUP BY op;

SELECT count(*)
  FROM (SELECT 1
  FROM "shaduf"."sync_planned_s"
  WHERE op IN ('A', 'C', 'H', 'S')
  GROUP BY k1 HAVING count(*) > 1) d;

UPDATE "shaduf"."sync_planned_s"
  SET invalid = 'duplicate_match'
  WHERE invalid IS NULL AND op IN ('A', 'C') AND match_value IN (SELECT match_value
  FROM "shaduf"."sync_planned_s"
  WHERE op IN ('A', 'C', 'H') AND (invalid IS NULL OR invalid NOT IN ('null_match', 'bad_value'))
  GROUP BY match_value HAVING count(*) > 1);

SELECT op, invalid, count(*)
  FROM "shaduf"."sync_planned_s"
  GROUP BY op, invalid;

-- commit

SELECT min(rowid)
  FROM "shaduf"."sync_planned_s";

SELECT max(rowid)
  FROM "shaduf"."sync_planned_s";

SELECT rowid, op, row_id, h, deliveries, fields, CASE WHEN op = 'R' THEN coalesce(old_match, concat('[', coalesce((k1)::VARCHAR, 'null'), ']')) ELSE old_match END, taken_over, strays
  FROM "shaduf"."sync_planned_s"
  WHERE invalid IS NULL AND op IN ('A', 'C', 'R') AND rowid > -1 AND rowid <= 9999;

UPDATE "shaduf"."sync_leases"
  SET renewed_at = current_timestamp
  WHERE sync_id = 4649059316933 AND host = ? AND pid = 4711;

-- begin WRITE

DROP TABLE IF EXISTS shaduf_outcome_ranges;

CREATE TEMPORARY TABLE shaduf_outcome_ranges (first_n BIGINT, last_n BIGINT, kind INTEGER, status VARCHAR, reason VARCHAR, http_status INTEGER, attempt INTEGER, mark INTEGER, arrived INTEGER, remote_id VARCHAR, payload VARCHAR);

-- load shaduf_outcome_ranges [first_n, last_n, kind, status, reason, http_status, attempt, mark, arrived, remote_id, payload]

SELECT count(*), coalesce(sum(n), 0)
  FROM (SELECT *
  FROM (SELECT rowid AS n, *
  FROM "shaduf"."sync_planned_s") r
  WHERE op IN ('A', 'C', 'R') AND invalid IS NULL) p;

DROP TABLE IF EXISTS shaduf_outcomes;

CREATE TEMPORARY TABLE shaduf_outcomes (n BIGINT, status VARCHAR, reason VARCHAR, http_status INTEGER, attempt INTEGER, mark INTEGER, arrived INTEGER, remote_id VARCHAR, payload VARCHAR);

INSERT INTO shaduf_outcomes
  SELECT unnest(range(first_n, last_n + 1)), status, reason, http_status, attempt, mark, arrived, remote_id, payload
  FROM shaduf_outcome_ranges
  WHERE kind <> -2;

SELECT op, status, count(*), count(CASE WHEN attempt > 0 THEN 1 END), count(CASE WHEN reason = 'LIMIT' THEN 1 END), count(CASE WHEN phase = 1 AND status = 'failed' THEN 1 END)
  FROM (SELECT p.*, CASE WHEN o.n IS NULL THEN CAST(? AS VARCHAR) ELSE o.status END AS status, CASE WHEN o.n IS NULL THEN CAST(? AS VARCHAR) ELSE o.reason END AS reason, o.http_status, CASE WHEN o.n IS NULL THEN CAST(? AS INTEGER) ELSE o.attempt END AS attempt, CASE WHEN o.n IS NULL THEN CAST(? AS INTEGER) ELSE o.mark END AS mark, CASE WHEN o.n IS NULL THEN CAST(? AS INTEGER) ELSE o.arrived END AS arrived, o.remote_id, o.payload
  FROM (SELECT *
  FROM (SELECT rowid AS n, *
  FROM "shaduf"."sync_planned_s") r
  WHERE op IN ('A', 'C', 'R') AND invalid IS NULL) p
  LEFT JOIN shaduf_outcomes o ON o.n = p.n) e
  GROUP BY op, status;

INSERT INTO "shaduf"."sync_changelog"
  SELECT 4649059316933, 1, p.row_id, CASE op WHEN 'A' THEN 'added' WHEN 'C' THEN 'changed' ELSE 'removed' END, p.status, p.reason, CAST(p.fields AS JSON), CAST(p.payload AS JSON), p.http_status, p.attempt, p.remote_id, CAST(? AS TIMESTAMPTZ)
  FROM (SELECT p.*, CASE WHEN o.n IS NULL THEN CAST(? AS VARCHAR) ELSE o.status END AS status, CASE WHEN o.n IS NULL THEN CAST(? AS VARCHAR) ELSE o.reason END AS reason, o.http_status, CASE WHEN o.n IS NULL THEN CAST(? AS INTEGER) ELSE o.attempt END AS attempt, CASE WHEN o.n IS NULL THEN CAST(? AS INTEGER) ELSE o.mark END AS mark, CASE WHEN o.n IS NULL THEN CAST(? AS INTEGER) ELSE o.arrived END AS arrived, o.remote_id, o.payload
  FROM (SELECT *
  FROM (SELECT rowid AS n, *
  FROM "shaduf"."sync_planned_s") r
  WHERE op IN ('A', 'C', 'R') AND invalid IS NULL) p
  LEFT JOIN shaduf_outcomes o ON o.n = p.n) p
  WHERE p.op <> 'R';

SELECT op, count(invalid)
  FROM "shaduf"."sync_planned_s"
  GROUP BY op;

SELECT count(*)
  FROM (SELECT 1
  FROM "shaduf"."sync_state_s" LIMIT 1) s;

INSERT INTO "shaduf"."sync_state_s"
  SELECT d.k1, d.row_id, d.op_type, d.status, d.reason, 0, d.h, false, d.match_value, CAST(coalesce(d.remembered, d.fields) AS JSON), d.remote_id, d.deliveries + 1, d.attempt, 1, CAST(? AS TIMESTAMPTZ), NULL
  FROM (SELECT *, CASE op WHEN 'A' THEN 'added' WHEN 'C' THEN 'changed' ELSE 'removed' END AS op_type
  FROM (SELECT p.*, CASE WHEN o.n IS NULL THEN CAST(? AS VARCHAR) ELSE o.status END AS status, CASE WHEN o.n IS NULL THEN CAST(? AS VARCHAR) ELSE o.reason END AS reason, o.http_status, CASE WHEN o.n IS NULL THEN CAST(? AS INTEGER) ELSE o.attempt END AS attempt, CASE WHEN o.n IS NULL THEN CAST(? AS INTEGER) ELSE o.mark END AS mark, CASE WHEN o.n IS NULL THEN CAST(? AS INTEGER) ELSE o.arrived END AS arrived, o.remote_id, o.payload
  FROM (SELECT *
  FROM (SELECT rowid AS n, *
  FROM "shaduf"."sync_planned_s") r
  WHERE op IN ('A', 'C', 'R') AND invalid IS NULL) p
  LEFT JOIN shaduf_outcomes o ON o.n = p.n) e
  WHERE status = 'succeeded' AND op IN ('A', 'C')) d;

UPDATE "shaduf"."sync_runs"
  SET num_queried = 2, num_unchanged = 0, num_invalid = 0, status = 'succeeded', num_planned_add = 2, num_planned_change = 0, num_planned_remove = 0, num_attempted_add = 2, num_attempted_change = 0, num_attempted_remove = 0, num_succeeded_add = 2, num_succeeded_change = 0, num_succeeded_remove = 0, num_failed_add = 0, num_failed_change = 0, num_failed_remove = 0, num_deferred_add = 0, num_deferred_change = 0, num_deferred_remove = 0, num_aborted_add = 0, num_aborted_change = 0, num_aborted_remove = 0, error = ?, finished_at = CAST(? AS TIMESTAMPTZ)
  WHERE sync_run_id = 1;

DELETE
  FROM "shaduf"."sync_changelog"
  WHERE recorded_at < CAST(? AS TIMESTAMPTZ);

DELETE
  FROM "shaduf"."sync_state_s"
  WHERE mark = 5 AND recorded_at < CAST(? AS TIMESTAMPTZ);

DELETE
  FROM "shaduf"."sync_runs"
  WHERE started_at < CAST(? AS TIMESTAMPTZ) AND finished_at IS NOT NULL AND sync_run_id < (SELECT max(sync_run_id)
  FROM "shaduf"."sync_runs");

DROP TABLE "shaduf"."sync_planned_s";

-- commit

DELETE
  FROM "shaduf"."sync_leases"
  WHERE sync_id = 4649059316933 AND host = ? AND pid = 4711;

-- plan of one row changed, one gone

-- begin WRITE

SELECT definition
  FROM "shaduf"."sync_definitions"
  WHERE sync = ?;

SELECT coalesce(max(num_planned_add + num_planned_change + num_planned_remove), -1)
  FROM "shaduf"."sync_runs"
  WHERE sync_run_id = (SELECT max(sync_run_id)
  FROM "shaduf"."sync_runs"
  WHERE sync_id = 4649059316933 AND finished_at IS NOT NULL);

DROP TABLE IF EXISTS shaduf_planned;

SELECT count(*), count(*) - count(q."id"), 0
  FROM (SELECT *
  FROM m ) q;

SELECT count(*), count(hash), count(match_value), count(CASE WHEN mark NOT IN (0, 5) THEN 1 END), count(strays)
  FROM "shaduf"."sync_state_s";

CREATE TEMPORARY TABLE shaduf_planned (op VARCHAR
  USING COMPRESSION uncompressed, phase INTEGER, k1 BIGINT, h BIGINT, row_id VARCHAR
  USING COMPRESSION uncompressed, fields JSON
  USING COMPRESSION uncompressed, remembered JSON
  USING COMPRESSION uncompressed, match_value VARCHAR
  USING COMPRESSION uncompressed, old_match VARCHAR
  USING COMPRESSION uncompressed, strays VARCHAR
  USING COMPRESSION uncompressed, taken_over BOOLEAN, deliveries BIGINT, invalid VARCHAR
  USING COMPRESSION uncompressed);

INSERT INTO shaduf_planned WITH m AS (SELECT q."id" AS c1, q."email" AS c2, q."spent" AS c3, (hash((q."email")::VARCHAR, (q."id")::BIGINT, (q."spent")::DECIMAL(18,2)) >> 1)::BIGINT AS h
  FROM (SELECT *
  FROM m ) q
  WHERE NOT (q."id" IS NULL)), s AS (SELECT k1, hash AS h, mark * 1099511627776 + deliveries AS x
  FROM "shaduf"."sync_state_s")
  SELECT CASE WHEN m.h IS NULL THEN CASE WHEN s.h IS NULL THEN 'G' ELSE 'R' END WHEN 0 IN (2, 3) THEN 'H' WHEN s.h IS NULL THEN 'A' WHEN s.h = m.h THEN 'S' ELSE 'C' END AS op, CASE WHEN m.h IS NULL THEN 2 WHEN 0 = 1 THEN 1 ELSE 0 END AS phase, coalesce(m.c1, s.k1) AS k1, m.h AS h, (coalesce(m.c1, s.k1))::VARCHAR AS row_id, CAST(CASE WHEN m.h IS NOT NULL THEN CAST(NULL AS VARCHAR) ELSE CAST(NULL AS VARCHAR) END AS JSON) AS fields, CAST(CAST(NULL AS VARCHAR) AS JSON) AS remembered, CASE WHEN m.h IS NOT NULL THEN concat('[', coalesce(to_json((m.c2)::VARCHAR)::VARCHAR, 'null'), ']') ELSE CAST(NULL AS VARCHAR) END AS match_value, CAST(NULL AS VARCHAR) AS old_match, CAST(NULL AS VARCHAR) AS strays, false AS taken_over, 0 AS deliveries, CASE WHEN m.h IS NULL THEN NULL WHEN false THEN 'bad_value' WHEN ((m.c2 IS NULL OR CAST(m.c2 AS VARCHAR) = '')) THEN 'null_match' WHEN 0 = 2 THEN 'held' WHEN 0 = 3 THEN 'ignored' END AS invalid
  FROM m FULL
  JOIN s ON m.c1 = s.k1
  WHERE m.h <> s.h OR (s.h IS NULL AND m.h IS NOT NULL) OR (m.h IS NULL AND s.h IS NOT NULL)
  ORDER BY phase, k1;

SELECT op, count(*)
  FROM shaduf_planned
  GROUP BY op;

UPDATE shaduf_planned
  SET invalid = 'duplicate_match'
  WHERE invalid IS NULL AND op IN ('A', 'C') AND match_value IN (SELECT match_value
  FROM shaduf_planned
  WHERE op IN ('A', 'C', 'H') AND (invalid IS NULL OR invalid NOT IN ('null_match', 'bad_value'))
  GROUP BY match_value HAVING count(*) > 1);

DROP TABLE IF EXISTS shaduf_match_clashes;

CREATE TEMPORARY TABLE shaduf_match_clashes AS
  SELECT DISTINCT s.k1, s.match_value
  FROM "shaduf"."sync_state_s" s
  JOIN shaduf_planned p ON p.match_value = s.match_value
  WHERE s.hash IS NOT NULL AND p.op IN ('A', 'C') AND NOT (p.k1 = s.k1) AND NOT EXISTS (SELECT 1
  FROM shaduf_planned x
  WHERE x.op <> 'S' AND x.k1 = s.k1);

SELECT count(*)
  FROM shaduf_match_clashes;

UPDATE shaduf_planned
  SET old_match = CASE WHEN replace(coalesce(s.match_value, concat('[', coalesce((s.k1)::VARCHAR, 'null'), ']')), '"', '') = replace(shaduf_planned.match_value, '"', '') THEN shaduf_planned.match_value ELSE coalesce(s.match_value, concat('[', coalesce((s.k1)::VARCHAR, 'null'), ']')) END
  FROM "shaduf"."sync_state_s" s
  WHERE op IN ('A', 'C', 'R') AND (s.match_value IS NOT NULL OR s.hash IS NOT NULL) AND shaduf_planned.k1 = s.k1;

UPDATE shaduf_planned
  SET taken_over = true
  WHERE old_match IN (SELECT match_value
  FROM shaduf_planned
  WHERE op IN ('A', 'C') AND invalid IS NULL);

SELECT count(*)
  FROM shaduf_planned
  WHERE op = 'R' OR op IN ('A', 'C') AND old_match <> match_value;

UPDATE shaduf_planned
  SET taken_over = true
  WHERE op IN ('A', 'C', 'R') AND old_match IN (SELECT s.match_value
  FROM "shaduf"."sync_state_s" s
  WHERE s.hash IS NOT NULL AND s.match_value IN (SELECT old_match
  FROM shaduf_planned
  WHERE op = 'R' OR op IN ('A', 'C') AND old_match <> match_value) AND NOT EXISTS (SELECT 1
  FROM shaduf_planned x
  WHERE (x.op = 'R' OR x.op = 'C' AND x.invalid IS NULL) AND x.k1 = s.k1));

SELECT op, invalid, count(*)
  FROM shaduf_planned
  GROUP BY op, invalid;

UPDATE shaduf_planned AS p
  SET fields = f.fields, remembered = f.remembered
  FROM (SELECT a.n, CAST(concat('{', '"id":', coalesce((m.c1)::VARCHAR, 'null'), ',"email":', coalesce(to_json((m.c2)::VARCHAR)::VARCHAR, 'null'), ',"spent":', coalesce((CASE WHEN suffix((m.c3)::VARCHAR, '.00') THEN left((m.c3)::VARCHAR, -3) WHEN suffix((m.c3)::VARCHAR, '0') THEN rtrim((m.c3)::VARCHAR, '0') ELSE (m.c3)::VARCHAR END), 'null'), '}') AS JSON) AS fields, CAST(CAST(NULL AS VARCHAR) AS JSON) AS remembered
  FROM (SELECT q."id" AS c1, q."email" AS c2, q."spent" AS c3
  FROM (SELECT *
  FROM m ) q) m
  JOIN (SELECT p.rowid AS n, k1
  FROM shaduf_planned AS p
  WHERE (p.rowid IN (SELECT n
  FROM (SELECT n, row_number() OVER (PARTITION BY op
  ORDER BY n) AS r
  FROM (SELECT rowid AS n, *
  FROM shaduf_planned) p
  WHERE invalid IS NULL AND op IN ('A', 'C', 'R')) a
  WHERE r <= 10
  ORDER BY r, n LIMIT 10))) a ON m.c1 = a.k1) f
  WHERE p.rowid = f.n;

SELECT p.op, p.row_id, p.fields, coalesce(p.remembered, p.fields), s.remembered
  FROM (SELECT *
  FROM (SELECT rowid AS n, *
  FROM shaduf_planned) r
  WHERE n IN (SELECT n
  FROM (SELECT n, row_number() OVER (PARTITION BY op
  ORDER BY n) AS r
  FROM (SELECT rowid AS n, *
  FROM shaduf_planned) p
  WHERE invalid IS NULL AND op IN ('A', 'C', 'R')) a
  WHERE r <= 10
  ORDER BY r, n LIMIT 10)) p
  LEFT JOIN "shaduf"."sync_state_s" s ON s.k1 = p.k1
  ORDER BY CASE p.op WHEN 'C' THEN 1 WHEN 'A' THEN 2 ELSE 3 END, p.n;

-- run of the same

select project, version from "shaduf"."shaduf_meta";

INSERT INTO "shaduf"."sync_leases" (sync_id, host, pid, renewed_at)
  SELECT 4649059316933, CAST(? AS VARCHAR), 4711, current_timestamp
  WHERE NOT EXISTS (SELECT 1
  FROM "shaduf"."sync_leases"
  WHERE sync_id = 4649059316933);

UPDATE "shaduf"."sync_runs"
  SET status = 'interrupted', finished_at = CAST(? AS TIMESTAMPTZ)
  WHERE status = 'running' AND sync_id = 4649059316933;

SELECT definition
  FROM "shaduf"."sync_definitions"
  WHERE sync = ?;

SELECT coalesce(max(sync_run_id), 0)
  FROM "shaduf"."sync_runs";

INSERT INTO "shaduf"."sync_runs" (sync_id, sync_run_id, sync, model_name, primary_key, destination, status, started_at)
  VALUES (?, ?, ?, ?, ?, ?, 'running', CAST(? AS TIMESTAMPTZ));

SELECT count(*)
  FROM "shaduf"."sync_runs"
  WHERE sync_run_id = 2;

UPDATE "shaduf"."sync_leases"
  SET sync_run_id = 2
  WHERE sync_id = 4649059316933 AND host = ? AND pid = 4711;

SELECT coalesce(max(num_planned_add + num_planned_change + num_planned_remove), -1)
  FROM "shaduf"."sync_runs"
  WHERE sync_run_id = (SELECT max(sync_run_id)
  FROM "shaduf"."sync_runs"
  WHERE sync_id = 4649059316933 AND finished_at IS NOT NULL);

-- begin WRITE

UPDATE "shaduf"."sync_definitions"
  SET definition = CAST(? AS JSON), sync_run_id = ?, updated_at = greatest(CAST(? AS TIMESTAMPTZ), updated_at + INTERVAL '1 microsecond')
  WHERE sync = ?;

DROP TABLE IF EXISTS "shaduf"."sync_planned_s";

SELECT count(*), count(*) - count(q."id"), 0
  FROM (SELECT *
  FROM m ) q;

SELECT count(*), count(hash), count(match_value), count(CASE WHEN mark NOT IN (0, 5) THEN 1 END), count(strays)
  FROM "shaduf"."sync_state_s";

CREATE TABLE "shaduf"."sync_planned_s" (op VARCHAR
  USING COMPRESSION uncompressed, phase INTEGER, k1 BIGINT, h BIGINT, row_id VARCHAR
  USING COMPRESSION uncompressed, fields JSON
  USING COMPRESSION uncompressed, remembered JSON
  USING COMPRESSION uncompressed, match_value VARCHAR
  USING COMPRESSION uncompressed, old_match VARCHAR
  USING COMPRESSION uncompressed, strays VARCHAR
  USING COMPRESSION uncompressed, taken_over BOOLEAN, deliveries BIGINT, invalid VARCHAR
  USING COMPRESSION uncompressed);

INSERT INTO "shaduf"."sync_planned_s" WITH m AS (SELECT q."id" AS c1, q."email" AS c2, q."spent" AS c3, (hash((q."email")::VARCHAR, (q."id")::BIGINT, (q."spent")::DECIMAL(18,2)) >> 1)::BIGINT AS h
  FROM (SELECT *
  FROM m ) q
  WHERE NOT (q."id" IS NULL)), s AS (SELECT k1, hash AS h, mark * 1099511627776 + deliveries AS x
  FROM "shaduf"."sync_state_s")
  SELECT CASE WHEN m.h IS NULL THEN CASE WHEN s.h IS NULL THEN 'G' ELSE 'R' END WHEN (s.x >> 40) IN (2, 3) THEN 'H' WHEN s.h IS NULL THEN 'A' WHEN s.h = m.h THEN 'S' ELSE 'C' END AS op, CASE WHEN m.h IS NULL THEN 2 WHEN (s.x >> 40) = 1 THEN 1 ELSE 0 END AS phase, coalesce(m.c1, s.k1) AS k1, m.h AS h, (coalesce(m.c1, s.k1))::VARCHAR AS row_id, CAST(CASE WHEN m.h IS NOT NULL THEN concat('{', '"id":', coalesce((m.c1)::VARCHAR, 'null'), ',"email":', coalesce(to_json((m.c2)::VARCHAR)::VARCHAR, 'null'), ',"spent":', coalesce((CASE WHEN suffix((m.c3)::VARCHAR, '.00') THEN left((m.c3)::VARCHAR, -3) WHEN suffix((m.c3)::VARCHAR, '0') THEN rtrim((m.c3)::VARCHAR, '0') ELSE (m.c3)::VARCHAR END), 'null'), '}') ELSE CAST(NULL AS VARCHAR) END AS JSON) AS fields, CAST(CAST(NULL AS VARCHAR) AS JSON) AS remembered, CASE WHEN m.h IS NOT NULL THEN concat('[', coalesce(to_json((m.c2)::VARCHAR)::VARCHAR, 'null'), ']') ELSE CAST(NULL AS VARCHAR) END AS match_value, CAST(NULL AS VARCHAR) AS old_match, CAST(NULL AS VARCHAR) AS strays, false AS taken_over, coalesce(s.x & 1099511627775, 0) AS deliveries, CASE WHEN m.h IS NULL THEN NULL WHEN false THEN 'bad_value' WHEN ((m.c2 IS NULL OR CAST(m.c2 AS VARCHAR) = '')) THEN 'null_match' WHEN (s.x >> 40) = 2 THEN 'held' WHEN (s.x >> 40) = 3 THEN 'ignored' END AS invalid
  FROM m FULL
  JOIN s ON m.c1 = s.k1
  WHERE m.h <> s.h OR (s.h IS NULL AND m.h IS NOT NULL) OR (s.x >= 1099511627776 AND m.h IS NOT NULL) OR (m.h IS NULL AND s.h IS NOT NULL) OR (m.h IS NULL AND (s.x >> 40) NOT IN (0, 5))
  ORDER BY phase, k1;

SELECT op, count(*)
  FROM "shaduf"."sync_planned_s"
  GROUP BY op;

UPDATE "shaduf"."sync_planned_s"
  SET invalid = 'duplicate_match'
  WHERE invalid IS NULL AND op IN ('A', 'C') AND match_value IN (SELECT match_value
  FROM "shaduf"."sync_planned_s"
  WHERE op IN ('A', 'C', 'H') AND (invalid IS NULL OR invalid NOT IN ('null_match', 'bad_value'))
  GROUP BY match_value HAVING count(*) > 1);

DROP TABLE IF EXISTS shaduf_match_clashes;

CREATE TEMPORARY TABLE shaduf_match_clashes AS
  SELECT DISTINCT s.k1, s.match_value
  FROM "shaduf"."sync_state_s" s
  JOIN "shaduf"."sync_planned_s" p ON p.match_value = s.match_value
  WHERE s.hash IS NOT NULL AND p.op IN ('A', 'C') AND NOT (p.k1 = s.k1) AND NOT EXISTS (SELECT 1
  FROM "shaduf"."sync_planned_s" x
  WHERE x.op <> 'S' AND x.k1 = s.k1);

SELECT count(*)
  FROM shaduf_match_clashes;

UPDATE "shaduf"."sync_planned_s"
  SET old_match = CASE WHEN replace(coalesce(s.match_value, concat('[', coalesce((s.k1)::VARCHAR, 'null'), ']')), '"', '') = replace("shaduf"."sync_planned_s".match_value, '"', '') THEN "shaduf"."sync_planned_s".match_value ELSE coalesce(s.match_value, concat('[', coalesce((s.k1)::VARCHAR, 'null'), ']')) END
  FROM "shaduf"."sync_state_s" s
  WHERE op IN ('A', 'C', 'R') AND (s.match_value IS NOT NULL OR s.hash IS NOT NULL) AND "shaduf"."sync_planned_s".k1 = s.k1;

UPDATE "shaduf"."sync_planned_s"
  SET taken_over = true
  WHERE old_match IN (SELECT match_value
  FROM "shaduf"."sync_planned_s"
  WHERE op IN ('A', 'C') AND invalid IS NULL);

SELECT count(*)
  FROM "shaduf"."sync_planned_s"
  WHERE op = 'R' OR op IN ('A', 'C') AND old_match <> match_value;

UPDATE "shaduf"."sync_planned_s"
  SET taken_over = true
  WHERE op IN ('A', 'C', 'R') AND old_match IN (SELECT s.match_value
  FROM "shaduf"."sync_state_s" s
  WHERE s.hash IS NOT NULL AND s.match_value IN (SELECT old_match
  FROM "shaduf"."sync_planned_s"
  WHERE op = 'R' OR op IN ('A', 'C') AND old_match <> match_value) AND NOT EXISTS (SELECT 1
  FROM "shaduf"."sync_planned_s" x
  WHERE (x.op = 'R' OR x.op = 'C' AND x.invalid IS NULL) AND x.k1 = s.k1));

SELECT op, invalid, count(*)
  FROM "shaduf"."sync_planned_s"
  GROUP BY op, invalid;

-- commit

SELECT min(rowid)
  FROM "shaduf"."sync_planned_s";

SELECT max(rowid)
  FROM "shaduf"."sync_planned_s";

SELECT rowid, op, row_id, h, deliveries, fields, CASE WHEN op = 'R' THEN coalesce(old_match, concat('[', coalesce((k1)::VARCHAR, 'null'), ']')) ELSE old_match END, taken_over, strays
  FROM "shaduf"."sync_planned_s"
  WHERE invalid IS NULL AND op IN ('A', 'C', 'R') AND rowid > -1 AND rowid <= 9999;

UPDATE "shaduf"."sync_leases"
  SET renewed_at = current_timestamp
  WHERE sync_id = 4649059316933 AND host = ? AND pid = 4711;

-- begin WRITE

DROP TABLE IF EXISTS shaduf_outcome_ranges;

CREATE TEMPORARY TABLE shaduf_outcome_ranges (first_n BIGINT, last_n BIGINT, kind INTEGER, status VARCHAR, reason VARCHAR, http_status INTEGER, attempt INTEGER, mark INTEGER, arrived INTEGER, remote_id VARCHAR, payload VARCHAR);

-- load shaduf_outcome_ranges [first_n, last_n, kind, status, reason, http_status, attempt, mark, arrived, remote_id, payload]

SELECT count(*), coalesce(sum(n), 0)
  FROM (SELECT *
  FROM (SELECT rowid AS n, *
  FROM "shaduf"."sync_planned_s") r
  WHERE op IN ('A', 'C', 'R') AND invalid IS NULL) p;

DROP TABLE IF EXISTS shaduf_outcomes;

CREATE TEMPORARY TABLE shaduf_outcomes (n BIGINT, status VARCHAR, reason VARCHAR, http_status INTEGER, attempt INTEGER, mark INTEGER, arrived INTEGER, remote_id VARCHAR, payload VARCHAR);

INSERT INTO shaduf_outcomes
  SELECT unnest(range(first_n, last_n + 1)), status, reason, http_status, attempt, mark, arrived, remote_id, payload
  FROM shaduf_outcome_ranges
  WHERE kind <> -2;

SELECT op, status, count(*), count(CASE WHEN attempt > 0 THEN 1 END), count(CASE WHEN reason = 'LIMIT' THEN 1 END), count(CASE WHEN phase = 1 AND status = 'failed' THEN 1 END)
  FROM (SELECT p.*, CASE WHEN o.n IS NULL THEN CAST(? AS VARCHAR) ELSE o.status END AS status, CASE WHEN o.n IS NULL THEN CAST(? AS VARCHAR) ELSE o.reason END AS reason, o.http_status, CASE WHEN o.n IS NULL THEN CAST(? AS INTEGER) ELSE o.attempt END AS attempt, CASE WHEN o.n IS NULL THEN CAST(? AS INTEGER) ELSE o.mark END AS mark, CASE WHEN o.n IS NULL THEN CAST(? AS INTEGER) ELSE o.arrived END AS arrived, o.remote_id, o.payload
  FROM (SELECT *
  FROM (SELECT rowid AS n, *
  FROM "shaduf"."sync_planned_s") r
  WHERE op IN ('A', 'C', 'R') AND invalid IS NULL) p
  LEFT JOIN shaduf_outcomes o ON o.n = p.n) e
  GROUP BY op, status;

INSERT INTO "shaduf"."sync_changelog"
  SELECT 4649059316933, 2, p.row_id, CASE op WHEN 'A' THEN 'added' WHEN 'C' THEN 'changed' ELSE 'removed' END, p.status, p.reason, CAST(p.fields AS JSON), CAST(p.payload AS JSON), p.http_status, p.attempt, p.remote_id, CAST(? AS TIMESTAMPTZ)
  FROM (SELECT p.*, CASE WHEN o.n IS NULL THEN CAST(? AS VARCHAR) ELSE o.status END AS status, CASE WHEN o.n IS NULL THEN CAST(? AS VARCHAR) ELSE o.reason END AS reason, o.http_status, CASE WHEN o.n IS NULL THEN CAST(? AS INTEGER) ELSE o.attempt END AS attempt, CASE WHEN o.n IS NULL THEN CAST(? AS INTEGER) ELSE o.mark END AS mark, CASE WHEN o.n IS NULL THEN CAST(? AS INTEGER) ELSE o.arrived END AS arrived, o.remote_id, o.payload
  FROM (SELECT *
  FROM (SELECT rowid AS n, *
  FROM "shaduf"."sync_planned_s") r
  WHERE op IN ('A', 'C', 'R') AND invalid IS NULL) p
  LEFT JOIN shaduf_outcomes o ON o.n = p.n) p
  WHERE p.op <> 'R';

INSERT INTO "shaduf"."sync_changelog"
  SELECT 4649059316933, 2, p.row_id, CASE op WHEN 'A' THEN 'added' WHEN 'C' THEN 'changed' ELSE 'removed' END, p.status, p.reason, CAST(s.remembered AS JSON), CAST(p.payload AS JSON), p.http_status, p.attempt, p.remote_id, CAST(? AS TIMESTAMPTZ)
  FROM (SELECT p.*, CASE WHEN o.n IS NULL THEN CAST(? AS VARCHAR) ELSE o.status END AS status, CASE WHEN o.n IS NULL THEN CAST(? AS VARCHAR) ELSE o.reason END AS reason, o.http_status, CASE WHEN o.n IS NULL THEN CAST(? AS INTEGER) ELSE o.attempt END AS attempt, CASE WHEN o.n IS NULL THEN CAST(? AS INTEGER) ELSE o.mark END AS mark, CASE WHEN o.n IS NULL THEN CAST(? AS INTEGER) ELSE o.arrived END AS arrived, o.remote_id, o.payload
  FROM (SELECT *
  FROM (SELECT rowid AS n, *
  FROM "shaduf"."sync_planned_s") r
  WHERE op IN ('A', 'C', 'R') AND invalid IS NULL) p
  LEFT JOIN shaduf_outcomes o ON o.n = p.n) p
  JOIN "shaduf"."sync_state_s" s ON s.k1 = p.k1
  WHERE p.op = 'R';

SELECT op, count(invalid)
  FROM "shaduf"."sync_planned_s"
  GROUP BY op;

SELECT count(*)
  FROM (SELECT 1
  FROM "shaduf"."sync_state_s"
  WHERE remote_id IS NOT NULL LIMIT 1) s;

DELETE
  FROM "shaduf"."sync_state_s" AS s
  USING (SELECT *, CASE op WHEN 'A' THEN 'added' WHEN 'C' THEN 'changed' ELSE 'removed' END AS op_type
  FROM (SELECT p.*, CASE WHEN o.n IS NULL THEN CAST(? AS VARCHAR) ELSE o.status END AS status, CASE WHEN o.n IS NULL THEN CAST(? AS VARCHAR) ELSE o.reason END AS reason, o.http_status, CASE WHEN o.n IS NULL THEN CAST(? AS INTEGER) ELSE o.attempt END AS attempt, CASE WHEN o.n IS NULL THEN CAST(? AS INTEGER) ELSE o.mark END AS mark, CASE WHEN o.n IS NULL THEN CAST(? AS INTEGER) ELSE o.arrived END AS arrived, o.remote_id, o.payload
  FROM (SELECT *
  FROM (SELECT rowid AS n, *
  FROM "shaduf"."sync_planned_s") r
  WHERE op IN ('A', 'C', 'R') AND invalid IS NULL) p
  LEFT JOIN shaduf_outcomes o ON o.n = p.n) e
  WHERE status = 'succeeded' AND op IN ('A', 'C')) d
  WHERE s.k1 = d.k1;

INSERT INTO "shaduf"."sync_state_s"
  SELECT d.k1, d.row_id, d.op_type, d.status, d.reason, 0, d.h, false, d.match_value, CAST(coalesce(d.remembered, d.fields) AS JSON), d.remote_id, d.deliveries + 1, d.attempt, 2, CAST(? AS TIMESTAMPTZ), NULL
  FROM (SELECT *, CASE op WHEN 'A' THEN 'added' WHEN 'C' THEN 'changed' ELSE 'removed' END AS op_type
  FROM (SELECT p.*, CASE WHEN o.n IS NULL THEN CAST(? AS VARCHAR) ELSE o.status END AS status, CASE WHEN o.n IS NULL THEN CAST(? AS VARCHAR) ELSE o.reason END AS reason, o.http_status, CASE WHEN o.n IS NULL THEN CAST(? AS INTEGER) ELSE o.attempt END AS attempt, CASE WHEN o.n IS NULL THEN CAST(? AS INTEGER) ELSE o.mark END AS mark, CASE WHEN o.n IS NULL THEN CAST(? AS INTEGER) ELSE o.arrived END AS arrived, o.remote_id, o.payload
  FROM (SELECT *
  FROM (SELECT rowid AS n, *
  FROM "shaduf"."sync_planned_s") r
  WHERE op IN ('A', 'C', 'R') AND invalid IS NULL) p
  LEFT JOIN shaduf_outcomes o ON o.n = p.n) e
  WHERE status = 'succeeded' AND op IN ('A', 'C')) d;

UPDATE "shaduf"."sync_state_s" AS s
  SET op_type = 'removed', status = 'succeeded', failure_reason = d.reason, mark = 5, hash = NULL, stale = false, match_value = NULL, strays = NULL, remembered = NULL, remote_id = NULL, attempt = d.attempt, sync_run_id = 2, recorded_at = CAST(? AS TIMESTAMPTZ)
  FROM (SELECT *, CASE op WHEN 'A' THEN 'added' WHEN 'C' THEN 'changed' ELSE 'removed' END AS op_type
  FROM (SELECT p.*, CASE WHEN o.n IS NULL THEN CAST(? AS VARCHAR) ELSE o.status END AS status, CASE WHEN o.n IS NULL THEN CAST(? AS VARCHAR) ELSE o.reason END AS reason, o.http_status, CASE WHEN o.n IS NULL THEN CAST(? AS INTEGER) ELSE o.attempt END AS attempt, CASE WHEN o.n IS NULL THEN CAST(? AS INTEGER) ELSE o.mark END AS mark, CASE WHEN o.n IS NULL THEN CAST(? AS INTEGER) ELSE o.arrived END AS arrived, o.remote_id, o.payload
  FROM (SELECT *
  FROM (SELECT rowid AS n, *
  FROM "shaduf"."sync_planned_s") r
  WHERE op IN ('A', 'C', 'R') AND invalid IS NULL) p
  LEFT JOIN shaduf_outcomes o ON o.n = p.n) e
  WHERE status = 'succeeded' AND op = 'R') d
  WHERE s.k1 = d.k1;

UPDATE "shaduf"."sync_runs"
  SET num_queried = 1, num_unchanged = 0, num_invalid = 0, status = 'succeeded', num_planned_add = 0, num_planned_change = 1, num_planned_remove = 1, num_attempted_add = 0, num_attempted_change = 1, num_attempted_remove = 1, num_succeeded_add = 0, num_succeeded_change = 1, num_succeeded_remove = 1, num_failed_add = 0, num_failed_change = 0, num_failed_remove = 0, num_deferred_add = 0, num_deferred_change = 0, num_deferred_remove = 0, num_aborted_add = 0, num_aborted_change = 0, num_aborted_remove = 0, error = ?, finished_at = CAST(? AS TIMESTAMPTZ)
  WHERE sync_run_id = 2;

DELETE
  FROM "shaduf"."sync_changelog"
  WHERE recorded_at < CAST(? AS TIMESTAMPTZ);

DELETE
  FROM "shaduf"."sync_state_s"
  WHERE mark = 5 AND recorded_at < CAST(? AS TIMESTAMPTZ);

DELETE
  FROM "shaduf"."sync_runs"
  WHERE started_at < CAST(? AS TIMESTAMPTZ) AND finished_at IS NOT NULL AND sync_run_id < (SELECT max(sync_run_id)
  FROM "shaduf"."sync_runs");

DROP TABLE "shaduf"."sync_planned_s";

-- commit

DELETE
  FROM "shaduf"."sync_leases"
  WHERE sync_id = 4649059316933 AND host = ? AND pid = 4711;
