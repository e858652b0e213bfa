-- What only people and run-by-run reporters write of a run, for runs that have any of it. A run that they have written has
-- import_id 0; its ordinal is 0 until it is executed or commented, and 1 from then on.
CREATE TABLE run_extra (
  project_id    INTEGER NOT NULL,
  run_id        INTEGER NOT NULL,
  executed_by   TEXT    NOT NULL,  -- of a run without an import
  assignee      TEXT    NOT NULL,
  defects       BLOB    NOT NULL,
  custom_fields TEXT    NOT NULL,
  PRIMARY KEY (project_id, run_id)
) WITHOUT ROWID;

-- Files that people attached to something. Those that came with reports are in run_detail and attachment_file.
CREATE TABLE attachment (
  project_id    INTEGER NOT NULL,
  attachment_id INTEGER NOT NULL,
  owner_kind    INTEGER NOT NULL,  -- AttachmentOwner
  owner_id      INTEGER NOT NULL,
  name          TEXT    NOT NULL,
  media_type    TEXT    NOT NULL,
  sha256        TEXT    NOT NULL,
  size          INTEGER NOT NULL,
  added_by      TEXT    NOT NULL,
  added         INTEGER NOT NULL,
  PRIMARY KEY (project_id, attachment_id)
) WITHOUT ROWID;
CREATE INDEX attachment_owner ON attachment (project_id, owner_kind, owner_id, attachment_id);
CREATE INDEX attachment_sha256 ON attachment (sha256);

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
  ('run_extra', 'run_extra', '1000000 100000 1'),
  ('attachment', 'attachment', '100000 10000 1'),
  ('attachment', 'attachment_owner', '100000 10000 5000 2 1'),
  ('attachment', 'attachment_sha256', '100000 2');
ANALYZE sqlite_schema;
