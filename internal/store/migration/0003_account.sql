-- Accounts, roles in units, sessions, throttling.
CREATE TABLE accounts (
  id            {{id}},
  username      TEXT NOT NULL UNIQUE CHECK (length(username) BETWEEN 2 AND 60),
  person_id     BIGINT UNIQUE REFERENCES people (id),
  display       TEXT NOT NULL CHECK (length(display) BETWEEN 1 AND 100),
  password_hash TEXT NOT NULL,
  must_change   BOOLEAN NOT NULL DEFAULT TRUE,
  disabled      BOOLEAN NOT NULL DEFAULT FALSE,
  language      TEXT NOT NULL DEFAULT 'vi' CHECK (language IN ('vi', 'en')),
  theme         TEXT NOT NULL DEFAULT 'light' CHECK (theme IN ('light', 'dark')),
  version       BIGINT NOT NULL DEFAULT 1
);

CREATE TABLE grants (
  id         {{id}},
  account_id BIGINT NOT NULL REFERENCES accounts (id),
  role       TEXT NOT NULL CHECK (role IN ('cadre', 'head', 'leader', 'committee', 'council', 'clerk', 'auditor', 'admin')),
  unit_id    BIGINT REFERENCES units (id),
  since      TEXT NOT NULL CHECK (length(since) = 10),
  until      TEXT CHECK (until IS NULL OR length(until) = 10),
  delegator_id BIGINT REFERENCES accounts (id),
  reason     TEXT NOT NULL DEFAULT '' CHECK (length(reason) <= 300),
  CHECK (until IS NULL OR since <= until),
  CHECK (delegator_id IS NULL OR until IS NOT NULL)
);
CREATE INDEX grants_account ON grants (account_id);

CREATE TABLE sessions (
  id         TEXT PRIMARY KEY CHECK (length(id) = 64),
  account_id BIGINT NOT NULL REFERENCES accounts (id),
  created_at BIGINT NOT NULL,
  seen_at    BIGINT NOT NULL,
  confirmed_at BIGINT NOT NULL,
  address    TEXT NOT NULL,
  agent      TEXT NOT NULL DEFAULT ''
);
CREATE INDEX sessions_account ON sessions (account_id);

CREATE TABLE throttles (
  name     TEXT PRIMARY KEY,
  failures BIGINT NOT NULL,
  until    BIGINT NOT NULL
);
