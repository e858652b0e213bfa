-- People with passwords and roles, tokens with limits, sessions, one-time codes, and what was done by whom.

ALTER TABLE account ADD COLUMN name_folded TEXT NOT NULL DEFAULT '';
ALTER TABLE account ADD COLUMN created INTEGER NOT NULL DEFAULT 0;
ALTER TABLE account ADD COLUMN deactivated INTEGER;
ALTER TABLE account ADD COLUMN password_hash TEXT;  -- argon2id with its parameters
UPDATE account SET name_folded = lower(name);
CREATE UNIQUE INDEX account_name ON account (name_folded);

-- Who a provider of logins says somebody is.
CREATE TABLE foreign_identity (
  issuer  TEXT    NOT NULL,
  subject TEXT    NOT NULL,
  user_id INTEGER NOT NULL REFERENCES account (user_id),
  PRIMARY KEY (issuer, subject)
) WITHOUT ROWID;

CREATE TABLE membership (
  project_id INTEGER NOT NULL REFERENCES project (project_id),
  user_id    INTEGER NOT NULL REFERENCES account (user_id),
  role       INTEGER NOT NULL,  -- Role
  PRIMARY KEY (project_id, user_id)
) WITHOUT ROWID;
CREATE INDEX membership_user ON membership (user_id);

ALTER TABLE api_token ADD COLUMN scopes INTEGER NOT NULL DEFAULT 15;        -- Rights
ALTER TABLE api_token ADD COLUMN of_all_projects INTEGER NOT NULL DEFAULT 1;  -- else those of token_project
ALTER TABLE api_token ADD COLUMN last_used INTEGER;
ALTER TABLE api_token ADD COLUMN created_by INTEGER NOT NULL DEFAULT 0;
ALTER TABLE api_token ADD COLUMN replaces INTEGER;
CREATE INDEX api_token_user ON api_token (user_id);

CREATE TABLE token_project (
  project_id INTEGER NOT NULL REFERENCES project (project_id),
  token_id   INTEGER NOT NULL REFERENCES api_token (token_id),
  PRIMARY KEY (project_id, token_id)
) WITHOUT ROWID;
CREATE INDEX token_project_token ON token_project (token_id);

-- The next number of what may be removed again.
CREATE TABLE account_counter (
  name       TEXT    NOT NULL PRIMARY KEY,
  next_value INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE session (
  session_id INTEGER NOT NULL PRIMARY KEY,
  user_id    INTEGER NOT NULL REFERENCES account (user_id),
  hash       TEXT    NOT NULL UNIQUE,
  remote     TEXT    NOT NULL,
  client     TEXT    NOT NULL,
  created    INTEGER NOT NULL,
  last_used  INTEGER NOT NULL,
  expires    INTEGER NOT NULL
);
CREATE INDEX session_user ON session (user_id, last_used);

CREATE TABLE one_time_code (
  code_id         INTEGER NOT NULL PRIMARY KEY,
  kind            INTEGER NOT NULL,  -- OneTimeCode::Kind
  hash            TEXT    NOT NULL UNIQUE,
  note            TEXT    NOT NULL,
  user_id         INTEGER REFERENCES account (user_id),
  project_id      INTEGER REFERENCES project (project_id),
  role            INTEGER NOT NULL,
  administrator   INTEGER NOT NULL,
  created_by      INTEGER NOT NULL,
  created_by_name TEXT    NOT NULL,
  created         INTEGER NOT NULL,
  expires         INTEGER NOT NULL
);

-- Rows are only ever added. Each hash covers the row and the hash of the row before; audit_head says where the chain ends.
CREATE TABLE audit_entry (
  number    INTEGER NOT NULL PRIMARY KEY,
  time      INTEGER NOT NULL,
  user_id   INTEGER NOT NULL,
  user_name TEXT    NOT NULL,
  token_id  INTEGER NOT NULL,
  remote    TEXT    NOT NULL,
  action    TEXT    NOT NULL,
  project   TEXT    NOT NULL,
  object    TEXT    NOT NULL,
  before    TEXT    NOT NULL,
  after     TEXT    NOT NULL,
  hash      TEXT    NOT NULL
);
CREATE TABLE audit_head (
  place  INTEGER NOT NULL PRIMARY KEY CHECK (place = 1),
  number INTEGER NOT NULL,
  hash   TEXT    NOT NULL
);
INSERT INTO audit_head (place, number, hash) VALUES (1, 0, '');
