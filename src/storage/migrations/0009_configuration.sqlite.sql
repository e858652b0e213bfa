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
