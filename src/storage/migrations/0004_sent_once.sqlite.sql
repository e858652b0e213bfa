-- What senders say so that sending again does no harm: a key of the request, and which part of which pipeline run a report is.
ALTER TABLE batch ADD COLUMN source        TEXT NOT NULL DEFAULT '';  -- address of the sender
ALTER TABLE batch ADD COLUMN request_key   TEXT;                      -- Idempotency-Key
ALTER TABLE batch ADD COLUMN fingerprint   TEXT;                      -- of all that was sent with the key
ALTER TABLE batch ADD COLUMN run_key       TEXT;
ALTER TABLE batch ADD COLUMN shard         INTEGER;
ALTER TABLE batch ADD COLUMN shards        INTEGER;
ALTER TABLE batch ADD COLUMN shard_attempt INTEGER;
ALTER TABLE batch ADD COLUMN replaces      INTEGER;                   -- the batch whose effects this one takes the place of
CREATE UNIQUE INDEX batch_request_key ON batch (project_id, request_key) WHERE request_key IS NOT NULL;
CREATE INDEX batch_replaces ON batch (project_id, replaces) WHERE replaces IS NOT NULL;
CREATE INDEX batch_run_key ON batch (project_id, cycle_id, run_key, shard) WHERE run_key IS NOT NULL;

DROP VIEW batch_head;
CREATE VIEW batch_head AS
  SELECT project_id, batch_id, cycle_id, user_id, user_name, case_edits, format, file_name, sha256, size, options, default_folder_id,
         state, attempts, postponed, import_id, failure, requests, successes, errors, queued, started, finished, direct, total, processed,
         cancel_requested, undo, undone_by, undone, source, request_key, fingerprint, run_key, shard, shards, shard_attempt, replaces,
         project.key AS project_key, test_cycle.number AS cycle_number
  FROM batch JOIN project USING (project_id) JOIN test_cycle USING (project_id, cycle_id);

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
  ('batch', 'batch_request_key', '100000 10000 1'),
  ('batch', 'batch_run_key', '100000 10000 100 4 1');
ANALYZE sqlite_schema;
