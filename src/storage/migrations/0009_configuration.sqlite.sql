-- People edit a project's lists: entries have a state (ChoiceState) and a description. What was removed stays as a row.
ALTER TABLE choice ADD COLUMN state       INTEGER NOT NULL DEFAULT 0;
ALTER TABLE choice ADD COLUMN description TEXT    NOT NULL DEFAULT '';
ALTER TABLE run_status ADD COLUMN state       INTEGER NOT NULL DEFAULT 0;
ALTER TABLE run_status ADD COLUMN description TEXT    NOT NULL DEFAULT '';

-- Where requirements and defects are found: addresses with {key} in them.
ALTER TABLE project ADD COLUMN requirement_url TEXT NOT NULL DEFAULT '';
ALTER TABLE project ADD COLUMN defect_url      TEXT NOT NULL DEFAULT '';

CREATE TABLE custom_field (
  project_id  INTEGER NOT NULL REFERENCES project (project_id),
  field_id    INTEGER NOT NULL,
  position    INTEGER NOT NULL,
  name        TEXT    NOT NULL,
  description TEXT    NOT NULL,
  field_type  INTEGER NOT NULL,  -- FieldType
  case_use    INTEGER NOT NULL,  -- FieldUse
  cycle_use   INTEGER NOT NULL,
  run_use     INTEGER NOT NULL,
  state       INTEGER NOT NULL,
  PRIMARY KEY (project_id, field_id)
) WITHOUT ROWID;

CREATE TABLE custom_field_value (
  project_id INTEGER NOT NULL,
  field_id   INTEGER NOT NULL,
  value_id   INTEGER NOT NULL,
  position   INTEGER NOT NULL,
  value      TEXT    NOT NULL,
  state      INTEGER NOT NULL,
  PRIMARY KEY (project_id, field_id, value_id)
) WITHOUT ROWID;

-- Which cases have a tag, and which are in a folder.
CREATE INDEX case_tag_tag ON case_tag (project_id, tag_id);
CREATE INDEX test_case_folder ON test_case (project_id, folder_id) WHERE folder_id IS NOT NULL;

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
  ('custom_field', 'custom_field', '1000 10 1'),
  ('custom_field_value', 'custom_field_value', '10000 100 10 1'),
  ('case_tag', 'case_tag_tag', '1000000 100000 300'),
  ('test_case', 'test_case_folder', '1000000 100000 1000');
ANALYZE sqlite_schema;

-- The rest of what a cycle says. `removed`: it is gone for people, and what it has is being removed part by part.
ALTER TABLE test_cycle ADD COLUMN start_date INTEGER;
ALTER TABLE test_cycle ADD COLUMN end_date   INTEGER;
ALTER TABLE test_cycle ADD COLUMN components BLOB;
ALTER TABLE test_cycle ADD COLUMN releases   BLOB;
ALTER TABLE test_cycle ADD COLUMN removed    INTEGER NOT NULL DEFAULT 0;
CREATE INDEX test_cycle_removed ON test_cycle (project_id, cycle_id) WHERE removed = 1;

-- What people see of cycles; the order of its columns is known to cycle_tables.cpp.
CREATE VIEW cycle_head AS
  SELECT project_id, cycle_id, number, title, objective, folder_id, owner, tasks, custom_fields, closed, created, updated, start_date,
         end_date, components, releases, title_folded
  FROM test_cycle WHERE removed = 0;

CREATE TABLE cycle_tag (
  project_id INTEGER NOT NULL,
  cycle_id   INTEGER NOT NULL,
  tag_id     INTEGER NOT NULL,
  PRIMARY KEY (project_id, cycle_id, tag_id),
  FOREIGN KEY (project_id, tag_id) REFERENCES tag (project_id, tag_id)
) WITHOUT ROWID;
CREATE INDEX cycle_tag_tag ON cycle_tag (project_id, tag_id);

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
  ('test_cycle', 'test_cycle_removed', '1 1 1'),
  ('cycle_tag', 'cycle_tag', '10000 1000 2 1'),
  ('cycle_tag', 'cycle_tag_tag', '10000 1000 10');
ANALYZE sqlite_schema;
