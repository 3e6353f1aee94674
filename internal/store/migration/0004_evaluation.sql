-- Frameworks, periods, scorecards.
CREATE TABLE frameworks (
  id             {{id}},
  code           TEXT NOT NULL CHECK (length(code) BETWEEN 2 AND 40),
  edition        BIGINT NOT NULL CHECK (edition > 0),
  name           TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  state          TEXT NOT NULL CHECK (state IN ('draft', 'published')),
  effective_from TEXT NOT NULL CHECK (length(effective_from) = 10),
  effective_to   TEXT CHECK (effective_to IS NULL OR length(effective_to) = 10),
  body           TEXT NOT NULL,
  author         TEXT NOT NULL,
  changed_at     BIGINT NOT NULL,
  version        BIGINT NOT NULL DEFAULT 1,
  UNIQUE (code, edition)
);
{{guard frameworks_published BEFORE UPDATE ON frameworks
  WHEN OLD.state = 'published' : a published framework never changes}}
{{guard frameworks_kept BEFORE DELETE ON frameworks
  WHEN OLD.state = 'published' : a published framework is kept}}

CREATE TABLE periods (
  id            {{id}},
  year          BIGINT NOT NULL CHECK (year BETWEEN 2000 AND 2200),
  month         BIGINT NOT NULL CHECK (month BETWEEN 1 AND 12),
  state         TEXT NOT NULL CHECK (state IN ('open', 'approved', 'published')),
  self_due      TEXT NOT NULL CHECK (length(self_due) = 10),
  head_due      TEXT NOT NULL CHECK (length(head_due) = 10),
  committee_due TEXT NOT NULL CHECK (length(committee_due) = 10),
  leader_due    TEXT NOT NULL CHECK (length(leader_due) = 10),
  appeal_days   BIGINT NOT NULL CHECK (appeal_days BETWEEN 1 AND 60),
  published_at  BIGINT,
  version       BIGINT NOT NULL DEFAULT 1,
  UNIQUE (year, month)
);

CREATE TABLE period_units (
  period_id      BIGINT NOT NULL REFERENCES periods (id),
  unit_id        BIGINT NOT NULL REFERENCES units (id),
  submitted_at   BIGINT,
  special        BOOLEAN NOT NULL DEFAULT FALSE,
  special_reason TEXT NOT NULL DEFAULT '' CHECK (length(special_reason) <= 500),
  special_asked  TEXT NOT NULL DEFAULT '' CHECK (length(special_asked) <= 500),
  reminded_at    BIGINT,
  version        BIGINT NOT NULL DEFAULT 1,
  PRIMARY KEY (period_id, unit_id)
);

CREATE TABLE scorecards (
  id           {{id}},
  period_id    BIGINT NOT NULL REFERENCES periods (id),
  person_id    BIGINT NOT NULL REFERENCES people (id),
  unit_id      BIGINT NOT NULL REFERENCES units (id),
  framework_id BIGINT REFERENCES frameworks (id),
  name         TEXT NOT NULL,
  name_key     TEXT{{bytes}} NOT NULL,
  post         TEXT NOT NULL,
  level        BIGINT NOT NULL,
  manager      BOOLEAN NOT NULL,
  reviewer     TEXT NOT NULL CHECK (reviewer IN ('head', 'leader')),
  state        TEXT NOT NULL CHECK (state IN ('not_classified', 'draft', 'submitted', 'reviewed', 'approved', 'published')),
  excuse       TEXT NOT NULL DEFAULT '' CHECK (length(excuse) <= 300),
  returned     TEXT NOT NULL DEFAULT '' CHECK (length(returned) <= 500),
  parts        TEXT NOT NULL DEFAULT '',
  self_points  REAL CHECK (self_points BETWEEN 0 AND 100),
  head_points  REAL CHECK (head_points BETWEEN 0 AND 100),
  points       REAL CHECK (points BETWEEN 0 AND 100),
  grade        TEXT NOT NULL DEFAULT '' CHECK (length(grade) <= 2),
  earned_grade TEXT NOT NULL DEFAULT '' CHECK (length(earned_grade) <= 2),
  settled      TEXT NOT NULL DEFAULT '' CHECK (length(settled) <= 500),
  remark       TEXT NOT NULL DEFAULT '' CHECK (length(remark) <= 500),
  reviewed_by  BIGINT REFERENCES accounts (id),
  revision     BIGINT NOT NULL DEFAULT 1,
  version      BIGINT NOT NULL DEFAULT 1,
  UNIQUE (period_id, person_id),
  CHECK (state <> 'not_classified' OR (excuse <> '' AND grade = '')),
  CHECK (state = 'not_classified' OR framework_id IS NOT NULL),
  CHECK (state NOT IN ('reviewed', 'approved', 'published') OR (points IS NOT NULL AND grade <> ''))
);
CREATE INDEX scorecards_unit ON scorecards (period_id, unit_id, state, grade, points);
CREATE INDEX scorecards_person ON scorecards (person_id, period_id, state, grade, points);

CREATE TABLE sheets (
  scorecard_id BIGINT PRIMARY KEY REFERENCES scorecards (id),
  self         TEXT NOT NULL DEFAULT '{}',
  head         TEXT NOT NULL DEFAULT '{}'
);

CREATE TABLE scorecard_events (
  id           {{id}},
  scorecard_id BIGINT NOT NULL REFERENCES scorecards (id),
  at           BIGINT NOT NULL,
  actor        TEXT NOT NULL,
  step         TEXT NOT NULL,
  note         TEXT NOT NULL DEFAULT ''
);
CREATE INDEX scorecard_events_card ON scorecard_events (scorecard_id);

CREATE TABLE scorecard_revisions (
  id           {{id}},
  scorecard_id BIGINT NOT NULL REFERENCES scorecards (id),
  revision     BIGINT NOT NULL,
  at           BIGINT NOT NULL,
  actor        TEXT NOT NULL,
  reason       TEXT NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
  points       REAL NOT NULL,
  grade        TEXT NOT NULL,
  head         TEXT NOT NULL,
  UNIQUE (scorecard_id, revision)
);
{{guard scorecard_revisions_kept BEFORE UPDATE ON scorecard_revisions : a revision never changes}}

CREATE TABLE appeals (
  id           {{id}},
  scorecard_id BIGINT NOT NULL REFERENCES scorecards (id),
  filed_at     BIGINT NOT NULL,
  text         TEXT NOT NULL CHECK (length(text) BETWEEN 1 AND 2000),
  state        TEXT NOT NULL CHECK (state IN ('open', 'kept', 'corrected')),
  answer       TEXT NOT NULL DEFAULT '' CHECK (length(answer) <= 2000),
  decided_by   BIGINT REFERENCES accounts (id),
  decided_at   BIGINT,
  version      BIGINT NOT NULL DEFAULT 1,
  CHECK ((state = 'open') = (decided_by IS NULL))
);
CREATE UNIQUE INDEX appeals_one_open ON appeals (scorecard_id) WHERE state = 'open';
