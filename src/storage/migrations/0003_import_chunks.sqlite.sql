-- What each part of an import did: its journal has all that undoing it needs, its receipt tells it record by record. An import of
-- more than one part is there before it is finished; it is undone part by part, the newest first.
CREATE TABLE import_chunk (
  project_id INTEGER NOT NULL,
  import_id  INTEGER NOT NULL,
  chunk      INTEGER NOT NULL,
  journal    BLOB,              -- none once the chunk was undone
  receipt    BLOB    NOT NULL,
  PRIMARY KEY (project_id, import_id, chunk)
);

-- Every import has a batch, also one whose sender waited for it (direct).
ALTER TABLE batch ADD COLUMN direct           INTEGER NOT NULL DEFAULT 0;
ALTER TABLE batch ADD COLUMN total            INTEGER;                     -- results in the report, once it was read
ALTER TABLE batch ADD COLUMN processed        INTEGER NOT NULL DEFAULT 0;  -- of them, with what is committed
ALTER TABLE batch ADD COLUMN cancel_requested INTEGER NOT NULL DEFAULT 0;
ALTER TABLE batch ADD COLUMN undo             INTEGER NOT NULL DEFAULT 0;  -- 1: asked for and not done, 2: done
ALTER TABLE batch ADD COLUMN undone_by        TEXT    NOT NULL DEFAULT '';
ALTER TABLE batch ADD COLUMN undone           INTEGER;
CREATE INDEX batch_undo ON batch (project_id, batch_id) WHERE undo = 1;

-- A batch without the wide summary; the order of its columns is known to batch_tables.cpp.
CREATE VIEW batch_head AS
  SELECT project_id, batch_id, cycle_id, user_id, user_name, case_edits, format, file_name, sha256, size, options, default_folder_id,
         state, attempts, postponed, import_id, failure, requests, successes, errors, queued, started, finished, direct, total, processed,
         cancel_requested, undo, undone_by, undone
  FROM batch;

-- In which cycles a case is: one that an import made is not undone while other cycles have it.
CREATE INDEX cycle_case_case ON cycle_case (project_id, case_id);

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
  ('import_chunk', 'import_chunk', '1000000 100000 10 1'),
  ('batch', 'batch_undo', '2 2 1'),
  ('cycle_case', 'cycle_case_case', '10000000 1000000 5');
ANALYZE sqlite_schema;
