-- Movements: launched with aims and measurable targets, pledged to, reviewed twice.
CREATE TABLE movements (
  id        {{id}},
  name      TEXT NOT NULL UNIQUE CHECK (length(name) BETWEEN 3 AND 300),
  aim       TEXT NOT NULL CHECK (length(aim) BETWEEN 1 AND 2000),
  criteria  TEXT NOT NULL DEFAULT '' CHECK (length(criteria) <= 2000),
  starts_on TEXT NOT NULL CHECK (length(starts_on) = 10),
  sign_by   TEXT NOT NULL CHECK (length(sign_by) = 10),
  ends_on   TEXT NOT NULL CHECK (length(ends_on) = 10),
  state     TEXT NOT NULL CHECK (state IN ('draft', 'launched', 'interim', 'final', 'closed')),
  version   BIGINT NOT NULL DEFAULT 1,
  CHECK (starts_on <= sign_by AND sign_by <= ends_on)
);
CREATE TABLE movement_targets (
  id          {{id}},
  movement_id BIGINT NOT NULL REFERENCES movements (id),
  ordinal     BIGINT NOT NULL,
  name        TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  goal        DOUBLE PRECISION NOT NULL CHECK (goal > 0),
  measure     TEXT NOT NULL CHECK (length(measure) BETWEEN 1 AND 30),
  UNIQUE (movement_id, ordinal)
);

-- A unit's pledge, or with a person that person's own.
CREATE TABLE pledges (
  id          {{id}},
  movement_id BIGINT NOT NULL REFERENCES movements (id),
  unit_id     BIGINT NOT NULL REFERENCES units (id),
  person_id   BIGINT REFERENCES people (id),
  commitment  TEXT NOT NULL CHECK (length(commitment) BETWEEN 1 AND 1000),
  signed_on   TEXT NOT NULL CHECK (length(signed_on) = 10),
  signed_by   BIGINT REFERENCES accounts (id),
  version     BIGINT NOT NULL DEFAULT 1
);
CREATE UNIQUE INDEX pledges_unit ON pledges (movement_id, unit_id) WHERE person_id IS NULL;
CREATE UNIQUE INDEX pledges_person ON pledges (movement_id, person_id) WHERE person_id IS NOT NULL;

-- What was achieved of a target, by its review.
CREATE TABLE movement_results (
  pledge_id BIGINT NOT NULL REFERENCES pledges (id),
  target_id BIGINT NOT NULL REFERENCES movement_targets (id),
  stage     TEXT NOT NULL CHECK (stage IN ('interim', 'final')),
  achieved  DOUBLE PRECISION NOT NULL CHECK (achieved >= 0),
  evidence  TEXT NOT NULL DEFAULT '' CHECK (length(evidence) <= 500),
  PRIMARY KEY (pledge_id, target_id, stage),
  CHECK (achieved = 0 OR evidence <> '')
);
CREATE INDEX movement_results_target ON movement_results (target_id, stage, achieved);
