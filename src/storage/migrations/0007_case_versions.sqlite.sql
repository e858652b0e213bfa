-- The latest version of a case is its row in test_case, so that who looks cases up by number or automation key meets one row. Older
-- versions stand beside it. case_id is that of the case and of its first version; every further version has an id of its own.
ALTER TABLE test_case ADD COLUMN version_id INTEGER;                  -- of the latest version; NULL: case_id
ALTER TABLE test_case ADD COLUMN deleted    INTEGER NOT NULL DEFAULT 0;  -- when; 0: not, 1: for good, number and title alone are left

ALTER TABLE case_content ADD COLUMN components    BLOB;
ALTER TABLE case_content ADD COLUMN releases      BLOB;
ALTER TABLE case_content ADD COLUMN custom_fields TEXT;

CREATE TABLE case_version (
  project_id INTEGER NOT NULL,
  case_id    INTEGER NOT NULL,
  version    INTEGER NOT NULL,
  version_id INTEGER NOT NULL,
  title      TEXT    NOT NULL,
  updated    INTEGER NOT NULL,
  body       BLOB,              -- all that it says; none once the case was deleted for good
  PRIMARY KEY (project_id, case_id, version)
);
CREATE UNIQUE INDEX case_version_id ON case_version (project_id, version_id);
CREATE UNIQUE INDEX test_case_version_id ON test_case (project_id, version_id) WHERE version_id IS NOT NULL;

ALTER TABLE cycle_case ADD COLUMN version INTEGER NOT NULL DEFAULT 0;  -- that the cycle has; 0: the latest

-- Lists skip in it what they do not show.
DROP INDEX test_case_number;
CREATE UNIQUE INDEX test_case_number ON test_case (project_id, number, archived, deleted);

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
  ('test_case', 'test_case_number', '1000000 100000 1 1 1'),
  ('test_case', 'test_case_version_id', '10000 1000 1'),
  ('case_version', 'sqlite_autoindex_case_version_1', '10000 1000 2 1'),
  ('case_version', 'case_version_id', '10000 1000 1');
ANALYZE sqlite_schema;
