-- What the ground floor keeps: the audit log, background jobs, one-off form tokens, settings.
CREATE TABLE audit_log (
  id        {{id}},
  at        BIGINT NOT NULL,
  account_id BIGINT,
  actor     TEXT NOT NULL CHECK (length(actor) <= 200),
  action    TEXT NOT NULL CHECK (length(action) BETWEEN 1 AND 60),
  object    TEXT NOT NULL CHECK (length(object) <= 60),
  object_id BIGINT NOT NULL DEFAULT 0,
  address   TEXT NOT NULL DEFAULT '',
  detail    TEXT NOT NULL DEFAULT '',
  previous  TEXT NOT NULL,
  hash      TEXT NOT NULL UNIQUE CHECK (length(hash) = 64)
);
CREATE INDEX audit_log_object ON audit_log (object, object_id);
{{guard audit_log_no_update BEFORE UPDATE ON audit_log : audit_log is append-only}}
{{guard audit_log_no_delete BEFORE DELETE ON audit_log : audit_log is append-only}}

CREATE TABLE jobs (
  id         {{id}},
  kind       TEXT NOT NULL,
  title      TEXT NOT NULL,
  account_id BIGINT NOT NULL,
  state      TEXT NOT NULL CHECK (state IN ('running', 'done', 'failed')),
  done       BIGINT NOT NULL DEFAULT 0,
  total      BIGINT NOT NULL DEFAULT 0,
  message    TEXT NOT NULL DEFAULT '',
  result     TEXT NOT NULL DEFAULT '',
  started_at BIGINT NOT NULL,
  ended_at   BIGINT
);

CREATE TABLE form_tokens (
  token TEXT PRIMARY KEY CHECK (length(token) BETWEEN 16 AND 64),
  at    BIGINT NOT NULL,
  path  TEXT NOT NULL DEFAULT ''
);

CREATE TABLE settings (
  name  TEXT PRIMARY KEY,
  value TEXT NOT NULL
);
