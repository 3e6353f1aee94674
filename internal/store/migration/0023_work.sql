-- Work: standard products, programmes, tasks with what happened to them, weekly reviews.
CREATE TABLE products (
  id     {{id}},
  name   TEXT NOT NULL UNIQUE CHECK (length(name) BETWEEN 2 AND 200),
  weight DOUBLE PRECISION NOT NULL CHECK (weight BETWEEN 0.1 AND 20), -- in standard products
  legal  TEXT NOT NULL DEFAULT '' CHECK (length(legal) <= 200),
  active BOOLEAN NOT NULL DEFAULT TRUE
);
CREATE TABLE programmes (
  id          {{id}},
  unit_id     BIGINT NOT NULL REFERENCES units (id),
  year        BIGINT NOT NULL CHECK (year BETWEEN 2000 AND 2200),
  title       TEXT NOT NULL CHECK (length(title) BETWEEN 3 AND 300),
  state       TEXT NOT NULL CHECK (state IN ('draft', 'submitted', 'approved')),
  returned    TEXT NOT NULL DEFAULT '' CHECK (length(returned) <= 1000),
  approved_by TEXT NOT NULL DEFAULT '',
  approved_on TEXT NOT NULL DEFAULT '' CHECK (length(approved_on) IN (0, 10)),
  version     BIGINT NOT NULL DEFAULT 1,
  UNIQUE (unit_id, year)
);
CREATE TABLE programme_items (
  id           {{id}},
  programme_id BIGINT NOT NULL REFERENCES programmes (id),
  title        TEXT NOT NULL CHECK (length(title) BETWEEN 3 AND 300),
  product      TEXT NOT NULL CHECK (length(product) BETWEEN 2 AND 200),
  weight       DOUBLE PRECISION NOT NULL CHECK (weight BETWEEN 0.1 AND 20),
  lead_id      BIGINT NOT NULL REFERENCES people (id),
  checker_id   BIGINT NOT NULL REFERENCES people (id),
  first_month  BIGINT NOT NULL CHECK (first_month BETWEEN 1 AND 12),
  last_month   BIGINT NOT NULL CHECK (last_month BETWEEN 1 AND 12),
  CHECK (first_month <= last_month),
  CHECK (lead_id <> checker_id)
);
CREATE INDEX programme_items_programme ON programme_items (programme_id);
CREATE TABLE recurrences (
  id         {{id}},
  title      TEXT NOT NULL CHECK (length(title) BETWEEN 3 AND 300),
  product    TEXT NOT NULL CHECK (length(product) BETWEEN 2 AND 200),
  weight     DOUBLE PRECISION NOT NULL CHECK (weight BETWEEN 0.1 AND 20),
  lead_id    BIGINT NOT NULL REFERENCES people (id),
  checker_id BIGINT NOT NULL REFERENCES people (id),
  every      TEXT NOT NULL CHECK (every IN ('week', 'month', 'quarter')),
  next_due   TEXT NOT NULL CHECK (length(next_due) = 10),
  until      TEXT NOT NULL DEFAULT '' CHECK (length(until) IN (0, 10)),
  stopped    BOOLEAN NOT NULL DEFAULT FALSE,
  assigner   TEXT NOT NULL,
  CHECK (lead_id <> checker_id)
);
-- A task has one lead, who answers for it, and a checker, who is somebody else.
CREATE TABLE tasks (
  id            {{id}},
  title         TEXT NOT NULL CHECK (length(title) BETWEEN 3 AND 300),
  title_key     TEXT{{bytes}} NOT NULL, -- without tone marks
  detail        TEXT NOT NULL DEFAULT '' CHECK (length(detail) <= 3000),
  product       TEXT NOT NULL CHECK (length(product) BETWEEN 2 AND 200),
  weight        DOUBLE PRECISION NOT NULL CHECK (weight BETWEEN 0.1 AND 20),
  unit_id       BIGINT NOT NULL REFERENCES units (id), -- the lead's, when it was assigned
  lead_id       BIGINT NOT NULL REFERENCES people (id),
  checker_id    BIGINT NOT NULL REFERENCES people (id),
  assigner_id   BIGINT REFERENCES people (id),
  assigner      TEXT NOT NULL,
  source        TEXT NOT NULL CHECK (source IN ('direct', 'programme', 'document', 'week', 'recurring')),
  source_id     BIGINT NOT NULL DEFAULT 0,
  source_note   TEXT NOT NULL DEFAULT '' CHECK (length(source_note) <= 300),
  priority      BIGINT NOT NULL DEFAULT 2 CHECK (priority BETWEEN 1 AND 3), -- 1 the highest
  assigned_on   TEXT NOT NULL CHECK (length(assigned_on) = 10),
  due           TEXT NOT NULL CHECK (length(due) = 10),
  first_due     TEXT NOT NULL CHECK (length(first_due) = 10),
  state         TEXT NOT NULL CHECK (state IN ('assigned', 'accepted', 'done', 'checked', 'closed', 'cancelled')),
  result        TEXT NOT NULL DEFAULT '' CHECK (length(result) <= 2000),
  failures      BIGINT NOT NULL DEFAULT 0, -- checks not passed, without those for an objective cause
  delays        BIGINT NOT NULL DEFAULT 0, -- times late, likewise
  excused       BIGINT NOT NULL DEFAULT 0, -- failures and delays for a confirmed objective cause
  cause         TEXT NOT NULL DEFAULT '' CHECK (length(cause) <= 500), -- of the delay, as the lead says
  done_on       TEXT NOT NULL DEFAULT '' CHECK (length(done_on) IN (0, 10)),
  closed_on     TEXT NOT NULL DEFAULT '' CHECK (length(closed_on) IN (0, 10)),
  version       BIGINT NOT NULL DEFAULT 1,
  CHECK (lead_id <> checker_id),
  CHECK (state <> 'closed' OR closed_on <> '')
);
CREATE INDEX tasks_lead ON tasks (lead_id, state, due);
CREATE INDEX tasks_checker ON tasks (checker_id, state);
CREATE INDEX tasks_unit ON tasks (unit_id, state, due);
CREATE INDEX tasks_source ON tasks (source, source_id);
CREATE TABLE task_helpers (
  task_id   BIGINT NOT NULL REFERENCES tasks (id),
  person_id BIGINT NOT NULL REFERENCES people (id),
  PRIMARY KEY (task_id, person_id)
);
CREATE INDEX task_helpers_person ON task_helpers (person_id);
CREATE TABLE task_events (
  id      {{id}},
  task_id BIGINT NOT NULL REFERENCES tasks (id),
  at      BIGINT NOT NULL, -- milliseconds
  actor   TEXT NOT NULL,
  kind    TEXT NOT NULL,
  text    TEXT NOT NULL DEFAULT '' CHECK (length(text) <= 2000)
);
CREATE INDEX task_events_task ON task_events (task_id, id);
-- The weekly review of a unit: what was decided becomes tasks on the spot.
CREATE TABLE reviews (
  id         {{id}},
  unit_id    BIGINT NOT NULL REFERENCES units (id),
  monday     TEXT NOT NULL CHECK (length(monday) = 10),
  state      TEXT NOT NULL CHECK (state IN ('open', 'closed')),
  attendance TEXT NOT NULL DEFAULT '' CHECK (length(attendance) <= 3000),
  conclusion TEXT NOT NULL DEFAULT '' CHECK (length(conclusion) <= 5000),
  closed_on  TEXT NOT NULL DEFAULT '' CHECK (length(closed_on) IN (0, 10)),
  version    BIGINT NOT NULL DEFAULT 1,
  UNIQUE (unit_id, monday)
);
