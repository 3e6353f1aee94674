-- Registers of outgoing papers: numbers run per register and year without gaps.
CREATE TABLE outgoing (
  id        {{id}},
  register  TEXT NOT NULL CHECK (length(register) BETWEEN 1 AND 40),
  year      BIGINT NOT NULL,
  number    BIGINT NOT NULL CHECK (number > 0),
  symbol    TEXT NOT NULL, -- "215-QĐ/BTCTU", as it stands on the paper
  issued_on TEXT NOT NULL CHECK (length(issued_on) = 10),
  subject   TEXT NOT NULL,
  signer    TEXT NOT NULL,
  UNIQUE (register, year, number)
);
{{guard outgoing_kept BEFORE DELETE ON outgoing : a number that was given out is kept}}

-- Base salaries: those of the catalogue and what the committee adds.
CREATE TABLE base_salaries (
  since  TEXT PRIMARY KEY CHECK (length(since) = 10),
  amount BIGINT NOT NULL CHECK (amount > 0), -- đồng
  legal  TEXT NOT NULL CHECK (length(legal) BETWEEN 1 AND 200)
);

-- Decisions of the own body and those received from above. What is issued never changes.
CREATE TABLE decisions (
  id           {{id}},
  kind         TEXT NOT NULL CHECK (kind IN ('award', 'correction', 'revocation')),
  received     BOOLEAN NOT NULL DEFAULT FALSE,
  body         TEXT NOT NULL CHECK (length(body) BETWEEN 1 AND 200), -- who decides
  subject      TEXT NOT NULL CHECK (length(subject) BETWEEN 3 AND 500),
  grounds      TEXT NOT NULL DEFAULT '' CHECK (length(grounds) <= 3000), -- one to a line
  state        TEXT NOT NULL CHECK (state IN ('draft', 'signing', 'signed', 'issued')),
  number       TEXT NOT NULL DEFAULT '' CHECK (length(number) <= 100),
  decided_on   TEXT NOT NULL DEFAULT '' CHECK (length(decided_on) IN (0, 10)),
  signer       TEXT NOT NULL DEFAULT '' CHECK (length(signer) <= 120),
  signer_title TEXT NOT NULL DEFAULT '' CHECK (length(signer_title) <= 200),
  old_id       BIGINT REFERENCES decisions (id), -- which one it corrects or revokes
  reason       TEXT NOT NULL DEFAULT '' CHECK (length(reason) <= 1000),   -- of a correction or revocation
  returned     TEXT NOT NULL DEFAULT '' CHECK (length(returned) <= 1000), -- why it came back unsigned
  columns      TEXT NOT NULL DEFAULT 'post,place,prize',
  ordering     TEXT NOT NULL DEFAULT 'precedence' CHECK (ordering IN ('precedence', 'name')),
  base_salary  BIGINT NOT NULL DEFAULT 0, -- đồng, on the decision's date
  prize_legal  TEXT NOT NULL DEFAULT '',
  version      BIGINT NOT NULL DEFAULT 1,
  CHECK (state <> 'issued' OR number <> '' AND decided_on <> ''),
  CHECK (kind = 'award' OR old_id IS NOT NULL)
);
CREATE UNIQUE INDEX decisions_number ON decisions (body, number, decided_on) WHERE number <> '';
{{guard decisions_issued BEFORE UPDATE ON decisions
  WHEN OLD.state = 'issued' AND (NEW.state <> OLD.state OR NEW.number <> OLD.number OR NEW.decided_on <> OLD.decided_on
    OR NEW.subject <> OLD.subject OR NEW.body <> OLD.body OR NEW.signer <> OLD.signer OR NEW.grounds <> OLD.grounds
    OR NEW.base_salary <> OLD.base_salary) : an issued decision never changes}}
{{guard decisions_kept BEFORE DELETE ON decisions
  WHEN OLD.state IN ('signed', 'issued') : a signed decision is kept}}

CREATE TABLE recipients (
  id              {{id}},
  decision_id     BIGINT NOT NULL REFERENCES decisions (id),
  form            TEXT NOT NULL CHECK (length(form) BETWEEN 1 AND 40),
  collective      BOOLEAN NOT NULL,
  person_id       BIGINT REFERENCES people (id),
  unit_id         BIGINT REFERENCES units (id),
  registration_id BIGINT REFERENCES registrations (id),
  year            BIGINT NOT NULL CHECK (year BETWEEN 1950 AND 2200), -- of the achievement
  name            TEXT NOT NULL CHECK (length(name) BETWEEN 2 AND 200),
  name_key        TEXT{{bytes}} NOT NULL,
  level           BIGINT NOT NULL DEFAULT 90, -- orders by precedence, 0 the highest
  post            TEXT NOT NULL DEFAULT '' CHECK (length(post) <= 200),
  place           TEXT NOT NULL DEFAULT '' CHECK (length(place) <= 200), -- unit, or another body
  achievement     TEXT NOT NULL DEFAULT '' CHECK (length(achievement) <= 1000),
  representative  TEXT NOT NULL DEFAULT '' CHECK (length(representative) <= 200), -- who receives for the deceased
  coefficient     DOUBLE PRECISION NOT NULL DEFAULT 0,
  prize           BIGINT NOT NULL DEFAULT 0, -- đồng
  ended_by        BIGINT REFERENCES decisions (id), -- the decision that corrected or revoked it
  replaces_id     BIGINT REFERENCES recipients (id),
  CHECK (person_id IS NULL OR unit_id IS NULL)
);
CREATE INDEX recipients_decision ON recipients (decision_id);
CREATE INDEX recipients_person ON recipients (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX recipients_unit ON recipients (unit_id) WHERE unit_id IS NOT NULL;
CREATE UNIQUE INDEX recipients_registration ON recipients (registration_id) WHERE registration_id IS NOT NULL AND ended_by IS NULL;
