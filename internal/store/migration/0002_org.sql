-- Units, people, posts, absences, discipline.
CREATE TABLE units (
  id         {{id}},
  parent_id  BIGINT REFERENCES units (id),
  path       TEXT{{bytes}} NOT NULL UNIQUE,
  name       TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  search_key TEXT{{bytes}} NOT NULL,
  kind       TEXT NOT NULL CHECK (kind IN ('agency', 'department', 'district', 'commune')),
  position   BIGINT NOT NULL DEFAULT 0,
  closed_on  TEXT CHECK (closed_on IS NULL OR length(closed_on) = 10),
  version    BIGINT NOT NULL DEFAULT 1,
  UNIQUE (parent_id, search_key)
);

CREATE TABLE people (
  id              {{id}},
  name            TEXT NOT NULL CHECK (length(name) BETWEEN 2 AND 100),
  name_key        TEXT{{bytes}} NOT NULL,
  search_key      TEXT{{bytes}} NOT NULL,
  birth_date      TEXT CHECK (birth_date IS NULL OR length(birth_date) = 10),
  birth_precision TEXT NOT NULL DEFAULT '' CHECK (birth_precision IN ('', 'day', 'year')),
  gender          TEXT NOT NULL DEFAULT '' CHECK (gender IN ('', 'male', 'female')),
  kind            TEXT NOT NULL CHECK (kind IN ('cadre', 'civil_servant', 'public_employee', 'worker', 'contract')),
  party_date      TEXT CHECK (party_date IS NULL OR length(party_date) = 10),
  phone           TEXT NOT NULL DEFAULT '' CHECK (length(phone) <= 20),
  email           TEXT NOT NULL DEFAULT '' CHECK (length(email) <= 120),
  note            TEXT NOT NULL DEFAULT '' CHECK (length(note) <= 500),
  version         BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX people_search ON people (search_key);
CREATE INDEX people_name ON people (name_key, id);

CREATE TABLE posts (
  id        {{id}},
  person_id BIGINT NOT NULL REFERENCES people (id),
  unit_id   BIGINT NOT NULL REFERENCES units (id),
  title     TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 120),
  level     BIGINT NOT NULL DEFAULT 90,
  heads     BOOLEAN NOT NULL DEFAULT FALSE,
  manager   BOOLEAN NOT NULL DEFAULT FALSE,
  main      BOOLEAN NOT NULL DEFAULT TRUE,
  since     TEXT CHECK (since IS NULL OR length(since) = 10),
  until     TEXT CHECK (until IS NULL OR length(until) = 10),
  CHECK (since IS NULL OR until IS NULL OR since <= until)
);
CREATE UNIQUE INDEX posts_one_main ON posts (person_id) WHERE main AND until IS NULL;
CREATE INDEX posts_unit ON posts (unit_id, main);
CREATE INDEX posts_person ON posts (person_id);

CREATE TABLE absences (
  id        {{id}},
  person_id BIGINT NOT NULL REFERENCES people (id),
  kind      TEXT NOT NULL CHECK (kind IN ('leave', 'maternity', 'sick', 'study', 'secondment', 'arrival', 'departure')),
  since     TEXT NOT NULL CHECK (length(since) = 10),
  until     TEXT CHECK (until IS NULL OR length(until) = 10),
  note      TEXT NOT NULL DEFAULT '' CHECK (length(note) <= 500),
  CHECK (until IS NULL OR since <= until)
);
CREATE INDEX absences_person ON absences (person_id);

CREATE TABLE disciplines (
  id         {{id}},
  person_id  BIGINT NOT NULL REFERENCES people (id),
  form       TEXT NOT NULL CHECK (form IN ('reprimand', 'warning', 'demotion', 'removal', 'dismissal', 'degradation', 'corruption')),
  decision   TEXT NOT NULL CHECK (length(decision) BETWEEN 1 AND 100),
  decided_on TEXT NOT NULL CHECK (length(decided_on) = 10),
  on_duty    BOOLEAN NOT NULL DEFAULT TRUE,
  note       TEXT NOT NULL DEFAULT '' CHECK (length(note) <= 500)
);
CREATE INDEX disciplines_person ON disciplines (person_id);

CREATE TABLE import_mappings (
  signature TEXT PRIMARY KEY,
  mapping   TEXT NOT NULL,
  at        BIGINT NOT NULL
);

CREATE TABLE imports (
  id         {{id}},
  account_id BIGINT NOT NULL,
  at         BIGINT NOT NULL,
  name       TEXT NOT NULL CHECK (length(name) <= 200),
  file       TEXT NOT NULL,
  sha256     TEXT NOT NULL,
  unit_id    BIGINT NOT NULL REFERENCES units (id),
  state      TEXT NOT NULL CHECK (state IN ('checking', 'unmapped', 'checked', 'applying', 'applied', 'failed')),
  mapping    TEXT NOT NULL DEFAULT '{}',
  message    TEXT NOT NULL DEFAULT '',
  done       BIGINT NOT NULL DEFAULT 0,
  added      BIGINT NOT NULL DEFAULT 0,
  changed    BIGINT NOT NULL DEFAULT 0,
  same       BIGINT NOT NULL DEFAULT 0,
  refused    BIGINT NOT NULL DEFAULT 0,
  version    BIGINT NOT NULL DEFAULT 1
);

CREATE TABLE import_rows (
  import_id BIGINT NOT NULL REFERENCES imports (id),
  number    BIGINT NOT NULL,
  action    TEXT NOT NULL CHECK (action IN ('add', 'change', 'same', 'refuse')),
  name      TEXT NOT NULL,
  unit      TEXT NOT NULL,
  reason    TEXT NOT NULL,
  cells     TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (import_id, number)
);
CREATE INDEX import_rows_action ON import_rows (import_id, action, number);
