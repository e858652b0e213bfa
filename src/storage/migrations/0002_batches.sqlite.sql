-- Reports that were accepted to be imported later. Only open ones are in the partial indexes, so the queue stays small.
CREATE TABLE batch (
  project_id        INTEGER NOT NULL,
  batch_id          INTEGER NOT NULL,
  cycle_id          INTEGER NOT NULL,
  user_id           INTEGER NOT NULL,
  user_name         TEXT    NOT NULL,
  case_edits        INTEGER NOT NULL,
  format            TEXT    NOT NULL,
  file_name         TEXT    NOT NULL,
  sha256            TEXT    NOT NULL,
  size              INTEGER NOT NULL,
  options           INTEGER NOT NULL,  -- bits, as in import
  default_folder_id INTEGER,
  state             INTEGER NOT NULL,  -- BatchState: 0 queued, 1 processing, others have ended
  attempts          INTEGER NOT NULL,
  postponed         INTEGER NOT NULL,
  next_at           INTEGER NOT NULL,
  lease_token       TEXT,
  lease_until       INTEGER,
  import_id         INTEGER,
  failure           TEXT    NOT NULL,
  requests          INTEGER NOT NULL,
  successes         INTEGER NOT NULL,
  errors            INTEGER NOT NULL,
  summary           BLOB,
  queued            INTEGER NOT NULL,
  started           INTEGER,
  finished          INTEGER,
  PRIMARY KEY (project_id, batch_id),
  FOREIGN KEY (project_id, cycle_id) REFERENCES test_cycle (project_id, cycle_id)
);
CREATE INDEX batch_open ON batch (project_id, cycle_id, batch_id) WHERE state < 2;
CREATE INDEX batch_processing ON batch (project_id, lease_until) WHERE state = 1;
CREATE INDEX batch_of_cycle ON batch (project_id, cycle_id, batch_id);
CREATE INDEX batch_sha256 ON batch (sha256);
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
  ('batch', 'batch_open', '1000 100 10 1'),
  ('batch', 'batch_processing', '10 2 1'),
  ('batch', 'batch_of_cycle', '100000 10000 100 1'),
  ('batch', 'batch_sha256', '100000 2');
ANALYZE sqlite_schema;
