-- project_id leads every key of a project's tables; ids are given by the program from project_counter, never by the engine.
-- Times are milliseconds since 1970 UTC. Columns named *_folded hold the text in lower case, for comparing.

CREATE TABLE account (
  user_id       INTEGER NOT NULL PRIMARY KEY,
  name          TEXT    NOT NULL UNIQUE,
  administrator INTEGER NOT NULL
);

CREATE TABLE api_token (
  token_id  INTEGER NOT NULL PRIMARY KEY,
  user_id   INTEGER NOT NULL REFERENCES account (user_id),
  label     TEXT    NOT NULL,
  hash      TEXT    NOT NULL UNIQUE,
  last_four TEXT    NOT NULL,
  created   INTEGER NOT NULL,
  revoked   INTEGER,
  expires   INTEGER
);

CREATE TABLE project (
  project_id INTEGER NOT NULL PRIMARY KEY,
  key        TEXT    NOT NULL UNIQUE,
  name       TEXT    NOT NULL,
  created    INTEGER NOT NULL
);

-- The next id or number of each kind of thing; taken in blocks, so that keys have no gaps and no global sequence is needed.
CREATE TABLE project_counter (
  project_id INTEGER NOT NULL REFERENCES project (project_id),
  name       TEXT    NOT NULL,
  next_value INTEGER NOT NULL,
  PRIMARY KEY (project_id, name)
) WITHOUT ROWID;

CREATE TABLE choice (
  project_id         INTEGER NOT NULL REFERENCES project (project_id),
  kind               INTEGER NOT NULL,  -- ChoiceKind
  choice_id          INTEGER NOT NULL,
  position           INTEGER NOT NULL,
  name               TEXT    NOT NULL,
  is_default         INTEGER NOT NULL,
  eligible_for_cycle INTEGER NOT NULL,
  PRIMARY KEY (project_id, kind, choice_id)
) WITHOUT ROWID;

CREATE TABLE run_status (
  project_id  INTEGER NOT NULL REFERENCES project (project_id),
  status_id   INTEGER NOT NULL,
  position    INTEGER NOT NULL,
  name        TEXT    NOT NULL,
  status_type INTEGER NOT NULL,  -- RunStatusType
  color       TEXT    NOT NULL,
  PRIMARY KEY (project_id, status_id)
) WITHOUT ROWID;

CREATE TABLE folder (
  project_id  INTEGER NOT NULL REFERENCES project (project_id),
  folder_id   INTEGER NOT NULL,
  kind        INTEGER NOT NULL,  -- FolderKind
  parent_id   INTEGER NOT NULL,  -- 0: at the top, so that the unique key holds there too
  name        TEXT    NOT NULL,
  name_folded TEXT    NOT NULL,
  description TEXT,
  PRIMARY KEY (project_id, folder_id),
  UNIQUE (project_id, kind, parent_id, name_folded)
) WITHOUT ROWID;

CREATE TABLE tag (
  project_id  INTEGER NOT NULL REFERENCES project (project_id),
  tag_id      INTEGER NOT NULL,
  name        TEXT    NOT NULL,
  name_folded TEXT    NOT NULL,
  PRIMARY KEY (project_id, tag_id),
  UNIQUE (project_id, name_folded)
) WITHOUT ROWID;

-- What importing and lists read of a case. Its one index in random order is the automation key, which reports look cases up by.
CREATE TABLE test_case (
  project_id           INTEGER NOT NULL,
  case_id              INTEGER NOT NULL,
  number               INTEGER NOT NULL,
  version              INTEGER NOT NULL,
  title                TEXT    NOT NULL,
  automation_key       TEXT,
  folder_id            INTEGER,
  status_id            INTEGER NOT NULL,
  priority_id          INTEGER NOT NULL,
  type_id              INTEGER NOT NULL,
  script_type_id       INTEGER NOT NULL,
  automation_status_id INTEGER NOT NULL,
  owner                TEXT,
  automation_owner     TEXT,
  estimated_effort     REAL,
  has_dataset          INTEGER NOT NULL,
  archived             INTEGER NOT NULL,
  created              INTEGER NOT NULL,
  updated              INTEGER NOT NULL,
  PRIMARY KEY (project_id, case_id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX test_case_number ON test_case (project_id, number, version);
CREATE INDEX test_case_automation_key ON test_case (project_id, automation_key) WHERE automation_key IS NOT NULL;

-- The wide parts of a case, for cases that have any.
CREATE TABLE case_content (
  project_id   INTEGER NOT NULL,
  case_id      INTEGER NOT NULL,
  description  TEXT,
  precondition TEXT,
  steps        BLOB,
  dataset      BLOB,
  requirements BLOB,
  PRIMARY KEY (project_id, case_id)
);

CREATE TABLE case_tag (
  project_id INTEGER NOT NULL,
  case_id    INTEGER NOT NULL,
  tag_id     INTEGER NOT NULL,
  PRIMARY KEY (project_id, case_id, tag_id),
  FOREIGN KEY (project_id, tag_id) REFERENCES tag (project_id, tag_id)
) WITHOUT ROWID;

CREATE TABLE test_cycle (
  project_id    INTEGER NOT NULL REFERENCES project (project_id),
  cycle_id      INTEGER NOT NULL,
  number        INTEGER NOT NULL,  -- 0: the ad-hoc cycle
  title         TEXT    NOT NULL,
  title_folded  TEXT    NOT NULL,  -- trimmed
  objective     TEXT    NOT NULL,
  folder_id     INTEGER,
  owner         TEXT    NOT NULL,
  tasks         BLOB    NOT NULL,
  custom_fields TEXT    NOT NULL,
  closed        INTEGER NOT NULL,
  created       INTEGER NOT NULL,
  updated       INTEGER NOT NULL,
  PRIMARY KEY (project_id, cycle_id),
  UNIQUE (project_id, number)
) WITHOUT ROWID;
CREATE INDEX test_cycle_title ON test_cycle (project_id, title_folded);

-- A case's place in a cycle and its newest run there. Older runs hang on test_run.previous_run_id.
CREATE TABLE cycle_case (
  project_id         INTEGER NOT NULL,
  cycle_id           INTEGER NOT NULL,
  case_id            INTEGER NOT NULL,
  position           INTEGER NOT NULL,  -- order of joining
  latest_run_id      INTEGER NOT NULL,  -- 0: no run yet
  latest_status_type INTEGER NOT NULL,
  latest_import_id   INTEGER NOT NULL,  -- 0: not written by an import
  pristine           INTEGER NOT NULL,
  row_statuses       INTEGER NOT NULL,
  latest_effort      REAL    NOT NULL,
  progress           INTEGER NOT NULL,  -- of the import that wrote the latest run
  PRIMARY KEY (project_id, cycle_id, case_id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX cycle_case_position ON cycle_case (project_id, cycle_id, position);

-- One execution. Only ever appended in the order of run_id, and without any other index.
CREATE TABLE test_run (
  project_id      INTEGER NOT NULL,
  run_id          INTEGER NOT NULL,
  cycle_id        INTEGER NOT NULL,
  case_id         INTEGER NOT NULL,
  previous_run_id INTEGER NOT NULL,  -- of the same case in the same cycle; 0: none
  import_id       INTEGER NOT NULL,
  ordinal         INTEGER NOT NULL,
  status_id       INTEGER NOT NULL,
  status_type     INTEGER NOT NULL,
  row_statuses    INTEGER NOT NULL,
  automated       INTEGER NOT NULL,
  effort          REAL    NOT NULL,
  created         INTEGER NOT NULL,
  updated         INTEGER NOT NULL,
  PRIMARY KEY (project_id, run_id)
) WITHOUT ROWID;

-- Steps, rows, comments and attachments of a run that has any; parts are appended and read in order.
CREATE TABLE run_detail (
  project_id INTEGER NOT NULL,
  run_id     INTEGER NOT NULL,
  part       INTEGER NOT NULL,
  body       BLOB    NOT NULL,
  PRIMARY KEY (project_id, run_id, part)
);

-- Long texts of details by the hash of their content: the same stack trace comes thousands of times.
CREATE TABLE run_text (
  project_id INTEGER NOT NULL,
  hash       BLOB    NOT NULL,
  body       BLOB    NOT NULL,
  PRIMARY KEY (project_id, hash)
);

CREATE TABLE import (
  project_id        INTEGER NOT NULL,
  import_id         INTEGER NOT NULL,
  cycle_id          INTEGER NOT NULL,
  user_id           INTEGER NOT NULL,
  user_name         TEXT    NOT NULL,
  format            TEXT    NOT NULL,
  file_name         TEXT    NOT NULL,
  sha256            TEXT    NOT NULL,
  size              INTEGER NOT NULL,
  options           INTEGER NOT NULL,  -- bits, see imports.cpp
  default_folder_id INTEGER,
  requests          INTEGER NOT NULL,
  successes         INTEGER NOT NULL,
  errors            INTEGER NOT NULL,
  started           INTEGER NOT NULL,
  finished          INTEGER NOT NULL,
  PRIMARY KEY (project_id, import_id),
  FOREIGN KEY (project_id, cycle_id) REFERENCES test_cycle (project_id, cycle_id)
);

CREATE INDEX import_sha256 ON import (sha256);

-- Stored files that runs have as attachments. Files that neither this table nor an import names are swept.
CREATE TABLE attachment_file (
  project_id INTEGER NOT NULL,
  sha256     TEXT    NOT NULL,
  import_id  INTEGER NOT NULL,
  PRIMARY KEY (project_id, sha256, import_id)
) WITHOUT ROWID;
CREATE INDEX attachment_file_sha256 ON attachment_file (sha256);

-- What the planner believes of the tables, so that its plans are good from the first row on and never change by themselves.
-- Without it, a key of a table without rowid looks as good as any index that begins with the same column.
ANALYZE;
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
  ('test_case', 'test_case', '1000000 100000 1'),
  ('test_case', 'test_case_number', '1000000 100000 2 1'),
  ('test_case', 'test_case_automation_key', '1000000 100000 2'),
  ('cycle_case', 'cycle_case', '10000000 1000000 10000 1'),
  ('cycle_case', 'cycle_case_position', '10000000 1000000 10000 1'),
  ('test_run', 'test_run', '100000000 10000000 1'),
  ('test_cycle', 'test_cycle', '10000 1000 1'),
  ('test_cycle', 'test_cycle_title', '10000 1000 10'),
  ('tag', 'tag', '10000 1000 1'),
  ('case_tag', 'case_tag', '1000000 100000 3 1'),
  ('folder', 'folder', '10000 1000 1');
ANALYZE sqlite_schema;  -- takes the figures up
